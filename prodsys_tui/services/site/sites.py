"""What a site asks for beyond the rules of every site."""

from prodsys_tui.domain.model import Site
from prodsys_tui.domain.rights import Right
from prodsys_tui.services.ports import UnitOfWork
from prodsys_tui.services.use_case import Act, use_case


@use_case("site-set", Right.NODE)
def set_site(uow: UnitOfWork, _act: Act, *, release_by_another: bool | None = None) -> Site:
    """Change how the site works; None leaves a thing as it is.

    ``release_by_another``: who held a batch does not release it (spec ``domain.md`` §3).
    """
    site = uow.site()
    if release_by_another is None:
        return site
    return uow.change(site, release_by_another=release_by_another)
