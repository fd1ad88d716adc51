"""The page for those who come from Alembic names every command and option of Alembic, and only options that Instar has.

    alembic_page_test.py INSTAR PAGE
"""

import re
import subprocess
import sys

# Up to Alembic 1.19; its own help is asked as well, so that none is missing here that the installed one has.
ALEMBIC = {
    "": ["--version", "--help", "--config", "--name", "-x", "--raiseerr", "--quiet"],
    "branches": ["--verbose"],
    "check": [],
    "current": ["--verbose", "--check-heads"],
    "downgrade": ["--sql", "--tag"],
    "edit": [],
    "ensure_version": ["--sql"],
    "heads": ["--verbose", "--resolve-dependencies"],
    "history": ["--rev-range", "--verbose", "--indicate-current"],
    "init": ["--template", "--package"],
    "list_templates": [],
    "merge": ["--message", "--branch-label", "--rev-id", "--splice"],
    "revision": ["--message", "--autogenerate", "--sql", "--head", "--splice", "--branch-label", "--version-path",
                 "--rev-id", "--depends-on"],
    "show": [],
    "stamp": ["--sql", "--tag", "--purge"],
    "upgrade": ["--sql", "--tag"],
}

failures = []


def fail(text):
    failures.append(text)


def output_of(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.stdout if done.returncode == 0 else None


def options_in_help(text):
    """Those that begin a line of it."""
    found = set()
    for line in text.split("\n"):
        terms = re.match(r" +((?:-[-a-zA-Z]+)(?:[ ,]+(?:-[-a-zA-Z]+|[A-Z_|:]+|[a-z]+[|][a-z]+))*)", line)
        if terms:
            found.update(re.findall(r"(?<![a-zA-Z0-9])--?[a-zA-Z][-a-z]*", terms.group(1)))
    return found


def spans(cell):
    return re.findall(r"`([^`]*)`", cell)


def read_rows(page):
    rows = [[cell.strip() for cell in line.strip().strip("|").split(" | ")]
            for line in page.split("\n") if line.startswith("| `") and not line.startswith("| `C")]
    return [row + [""] * (3 - len(row)) for row in rows]


def check_alembic_side(rows):
    for verb, options in ALEMBIC.items():
        mine = [" ".join(spans(row[0])) for row in rows if (spans(row[0])[0].split()[0] == verb if verb
                                                            else spans(row[0])[0][0] == "-")]
        if not mine:
            fail(f"no row for alembic {verb}")
        for option in options:
            if not any(re.search(rf"(?<![-a-z]){option}(?![-a-z])", cell) for cell in mine):
                fail(f"no row for alembic {verb} {option}")
    for verb in ALEMBIC:
        text = output_of("alembic", *([verb] if verb else []), "--help")
        if text is None:
            if verb not in ("check", "ensure_version"):
                fail(f"alembic {verb} --help fails")
            continue
        options = text[text.index("optional arguments" if "optional arguments" in text else "options:"):]
        for option in {name for name in options_in_help(options) if name.startswith("--")} - {"--help"}:
            if option not in ALEMBIC[verb]:
                fail(f"alembic {verb} has {option}, which this test does not know")


def check_instar_side(instar, page, rows):
    helps = {}
    commands = [span for span in spans(page.replace("```", "")) if re.match(r"instar( |$)", span)]
    # Options of all verbs stand before theirs.
    for command in commands:
        words = command.split()[1:]
        verb = next((word for word in words if re.fullmatch(r"[a-z_]+", word)), "")
        if verb == "help":
            verb = ""
        if verb not in helps:
            text = output_of(instar, *([verb] if verb else []), "--help")
            if text is None:
                fail(f"`{command}`: there is no verb '{verb}'")
            helps[verb] = options_in_help(text or "")
        for word in words:
            if re.match(r"--?[a-zA-Z]", word) and word != "--help" and word not in helps[verb]:
                fail(f"`{command}`: {verb or 'instar'} has no option {word}")
    if len(helps) < 15 or sum(map(len, helps.values())) < 100:
        fail(f"the page or the help was not understood: {helps}")
    for row in rows:
        if row[1] == "none" and not row[2]:
            fail(f"{row[0]}: none, but no reason is given")
        if row[1] != "none" and not any(re.match("instar ", span) for span in spans(row[1])):
            fail(f"{row[0]}: neither a command nor 'none': {row[1]}")


def main():
    instar, path = sys.argv[1:]
    with open(path) as file:
        page = file.read()
    # The second table is about errors.
    rows = read_rows(page[:page.index("## When something goes wrong")])
    check_alembic_side(rows)
    check_instar_side(instar, page, rows)
    if failures:
        sys.exit("\n".join(failures))
    print(f"{len(rows)} rows")


main()
