"""Every use case against every role: the one table of rights, and that every body asks it first."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from prodsys_tui import services
from prodsys_tui.domain.line.order_import import OrderRow
from prodsys_tui.domain.model import Person, PersonState
from prodsys_tui.domain.refusal import Code
from prodsys_tui.domain.rights import Role, may
from prodsys_tui.services.contract.contract_apply import ContractFile
from prodsys_tui.services.control.control_view import Wanted
from prodsys_tui.services.production.corrections import Signature
from prodsys_tui.services.production.production import AddProduction
from prodsys_tui.services.production.record_corrections import CorrectRecord
from prodsys_tui.services.quality.samples import AddSample
from prodsys_tui.services.refused import Refused
from prodsys_tui.services.site.founding import Founding
from prodsys_tui.services.use_case import USE_CASES
from tests.services.shop import PEOPLE, Shop

READER, OPERATOR, INSPECTOR = Role.READER, Role.OPERATOR, Role.INSPECTOR
SUPERVISOR, SITE_ADMIN, ADMIN = Role.SUPERVISOR, Role.SITE_ADMIN, Role.ADMIN

EVERYBODY = frozenset(Role)
FLOOR = EVERYBODY - {READER}
INSPECTORS = FLOOR - {OPERATOR}
SUPERVISORS = INSPECTORS - {INSPECTOR}
ADMINS = frozenset({ADMIN})

MAY_BEGIN: Mapping[str, frozenset[Role]] = {
    "session": EVERYBODY,
    "draft-keep": EVERYBODY,
    "draft-discard": EVERYBODY,
    "site-found": ADMINS,
    "user-add": ADMINS,
    "user-lock": ADMINS,
    "user-unlock": ADMINS,
    "user-pin": FLOOR,
    "shift-open": INSPECTORS,
    "shift-void": SUPERVISORS,
    "shift-idle": INSPECTORS,
    "shift-idle-undo": INSPECTORS,
    "shift-assign": FLOOR,
    "shift-observe": FLOOR,
    "shift-omit": INSPECTORS,
    "shift-omit-undo": INSPECTORS,
    "shift-receive": FLOOR,
    "shift-close": INSPECTORS,
    "shift-approve": SUPERVISORS,
    "shift-return": SUPERVISORS,
    "sample-add": FLOOR,
    "sample-add-many": FLOOR,
    "sample-justify": FLOOR - {SITE_ADMIN},
    "production-add": FLOOR,
    "production-add-many": FLOOR,
    "stop-add": FLOOR,
    "stop-end": FLOOR,
    "order-add": SUPERVISORS,
    "order-state": SUPERVISORS,
    "order-change": SUPERVISORS,
    "order-link": SUPERVISORS,
    "order-import": SUPERVISORS,
    "order-emergency": INSPECTORS,
    "machine-state": SUPERVISORS,
    "machine-run": FLOOR,
    "machine-batches": FLOOR,
    "crew-add": SUPERVISORS,
    "crew-member": SUPERVISORS,
    "crew-leave": SUPERVISORS,
    "crew-disband": SUPERVISORS,
    "shift-assign-crew": INSPECTORS,
    "shift-unassign": FLOOR,
    "shift-settings": FLOOR,
    "shift-settings-copy": FLOOR,
    "contract-apply": ADMINS,
    "user-add-crew": ADMINS,
    "user-badge": ADMINS,
    "machine-counter": SUPERVISORS,
    "incident-add": FLOOR,
    "control-freeze": SUPERVISORS,
    "control-cause": FLOOR,
    "drill-begin": SUPERVISORS,
    "drill-locate": SUPERVISORS,
    "drill-end": SUPERVISORS,
    "incident-close": INSPECTORS,
    "batch-state": FLOOR - {SITE_ADMIN},
    "batch-hold": FLOOR - {SITE_ADMIN},
    "batch-certificate": INSPECTORS - {SITE_ADMIN},
    "site-set": ADMINS,
    "batch-release": INSPECTORS - {SITE_ADMIN},
    "batch-scrap": INSPECTORS - {SITE_ADMIN},
    "batch-use-up": INSPECTORS - {SITE_ADMIN},
    "batch-investigate": FLOOR - {SITE_ADMIN},
    "shift-correct": FLOOR,
    "shift-correct-sample": FLOOR,
    "production-consumes": FLOOR,
}
"""Who may begin what (spec ``domain.md`` §7); what goes further inside a use case has tests of its own."""

UNDER = Signature("", "", Person(code="svera", name="svera", role=SUPERVISOR))

ARGUMENTS: Mapping[str, tuple[Any, ...]] = {
    "session": (),
    "draft-keep": ({},),
    "draft-discard": ("",),
    "site-found": (Founding("X", "X", "plant", "UTC", "", {}), "2580", None),
    "user-add": ("", "", "", "", None),
    "user-lock": ("", ""),
    "user-unlock": ("",),
    "user-pin": ("", "", None),
    "shift-open": ("T9",),
    "shift-void": (None, ""),
    "shift-idle": (1, ""),
    "shift-idle-undo": (1,),
    "shift-assign": (1, ""),
    "shift-observe": (1, ""),
    "shift-omit": (1, "", ""),
    "shift-omit-undo": (1, ""),
    "shift-receive": (99,),
    "shift-close": (99,),
    "shift-approve": (99, {}),
    "shift-return": (99, {}),
    "sample-add": (AddSample(1, "", ""),),
    "sample-add-many": ([AddSample(1, "", "")],),
    "sample-justify": ("",),
    "production-add": (AddProduction(1),),
    "production-add-many": ((AddProduction(1),),),
    "stop-add": (1, ""),
    "stop-end": ("",),
    "order-add": ("", "", ""),
    "order-state": ("", "", ""),
    "order-change": ("",),
    "order-link": ("", ""),
    "order-import": ([OrderRow(2, "", "", "")],),
    "order-emergency": (1, "", ""),
    "machine-state": ("", "", ""),
    "machine-run": ("", None),
    "machine-batches": ("",),
    "crew-add": ("", "", 1, ""),
    "crew-member": ("", ""),
    "crew-leave": ("", ""),
    "crew-disband": ("", ""),
    "shift-assign-crew": (1, ""),
    "shift-unassign": (1, ""),
    "shift-settings": (1, {}),
    "shift-settings-copy": (1,),
    "user-add-crew": ("", ""),
    "user-badge": ("", None),
    "machine-counter": ("", "", ""),
    "incident-add": ("", ""),
    "control-freeze": (Wanted(1, ""), ""),
    "control-cause": ("", 1, ""),
    "contract-apply": (ContractFile("x", ""),),
    "drill-begin": ("",),
    "drill-locate": ("", "", ""),
    "drill-end": ("",),
    "incident-close": ("", ""),
    "batch-state": ("", "", None),
    "batch-hold": ((), ""),
    "batch-certificate": ("",),
    "site-set": (),
    "batch-release": ((), ""),
    "batch-scrap": ((), ""),
    "batch-use-up": ("",),
    "batch-investigate": ("", ""),
    "shift-correct": (CorrectRecord(""), UNDER),
    "shift-correct-sample": ("", "", UNDER),
    "production-consumes": ("",),
}
"""Arguments that every body refuses for its own reasons, so that only the order of the questions shows."""


def bodies() -> Mapping[str, Callable[..., object]]:
    """Every registered body of the services, by the name of its use case."""
    found: dict[str, Callable[..., object]] = {}
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if callable(value) and "use_case" in getattr(value, "__dict__", {}):
                found[value.__dict__["use_case"]] = value
    return found


BODIES = bodies()
BY_ROLE = {role: code for code, role in PEOPLE.items()}


def person(role: Role) -> Person:
    return Person(code=BY_ROLE[role], name="Alguien", role=role)


def reasons(shop: Shop, name: str, who: Person) -> set[Code]:
    """Why a use case was refused to somebody, nothing when it was not."""
    try:
        shop.plant.do(BODIES[name], who, *ARGUMENTS[name])
    except Refused as refused:
        return {reason.code for reason in refused.reasons}
    return set()


def test_the_table_has_every_use_case() -> None:
    assert set(BODIES) == set(USE_CASES) == set(MAY_BEGIN) == set(ARGUMENTS)


def test_the_rights_named_by_the_use_cases_are_those_of_the_table() -> None:
    named = {
        name: frozenset(
            role for role in Role if not case.rights or any(may(role, right) for right in case.rights)
        )
        for name, case in USE_CASES.items()
    }
    assert named == MAY_BEGIN


@pytest.mark.parametrize("role", Role)
def test_who_holds_no_right_is_refused_before_anything_else(shop: Shop, role: Role) -> None:
    head = shop.head
    for name, allowed in MAY_BEGIN.items():
        answer = reasons(shop, name, person(role))
        if role in allowed:
            assert Code.NOT_PERMITTED not in answer, name
            assert answer or name in {"session", "draft-keep", "site-set"}, name
        else:
            assert answer == {Code.NOT_PERMITTED}, name
    assert shop.head[0] == head[0] + 1  # the session, which everybody may begin


def test_a_locked_account_begins_nothing(shop: Shop) -> None:
    with shop.plant.store.begin("admin", "user-lock", shop.clock.at) as uow:
        admin = uow.person("admin")
        assert admin is not None
        uow.change(admin, state=PersonState.LOCKED)
    for name in MAY_BEGIN:
        assert reasons(shop, name, person(ADMIN)) == {Code.NOT_PERMITTED}, name


def test_the_stored_role_counts_and_not_the_one_that_somebody_brings(shop: Shop) -> None:
    pretender = replace(person(READER), role=ADMIN)
    assert reasons(shop, "shift-open", pretender) == {Code.NOT_PERMITTED}
