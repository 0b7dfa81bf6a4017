"""Which commands there are at the top, and where each is."""

MODULES: dict[str, tuple[str, str | None]] = {
    "init": ("store", "init"),
    "demo": ("demo", "demo"),
    "shift": ("shift", None),
    "sample": ("sample", None),
    "production": ("production", None),
    "stop": ("stop", None),
    "order": ("order", None),
    "machine": ("machine", None),
    "batch": ("batch_all", None),
    "report": ("quality_report", None),
    "control": ("spc", None),
    "crew": ("crew", None),
    "incident": ("incident", None),
    "news": ("news", "news"),
    "draft": ("draft", None),
    "contract": ("contract_change", None),
    "audit": ("audit_draw", None),
    "user": ("user", None),
    "site": ("site", None),
    "backup": ("store", "backup"),
    "restore": ("store", "restore"),
    "doctor": ("store", "doctor"),
    "config": ("config", None),
    "terminal": ("terminal", None),
}
"""What stands at the top: the module below ``cli`` and, where a module has several, the command in it."""
