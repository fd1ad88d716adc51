"""Runs what people type, as a transcript holds it, in a copy of an example that was built against Instar.

    transcript_test.py TRANSCRIPT EXAMPLE INSTAR WORK CMAKE-ARGUMENT...

A transcript's lines:

    # a remark
    $ instar upgrade head          runs in the copy, by bash; `instar` and the example's program are on the PATH
    > now at 5f7a...               a line that it prints, on either stream; `...` stands for anything
    ! error                        no line holds this
    ? 1                            the exit code, if it is not 0

The expected lines must come in this order, with others between them or not.
"""

import os
import re
import shutil
import subprocess
import sys


class Failure(Exception):
    pass


def read(path):
    """[(line number, command, expected lines, unwanted texts, exit code)]"""
    steps = []
    with open(path) as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            mark, text = line[:2], line[2:]
            if mark == "$ ":
                steps.append([number, text, [], [], 0])
            elif mark == "> ":
                steps[-1][2].append(text)
            elif mark == "! ":
                steps[-1][3].append(text)
            elif mark == "? ":
                steps[-1][4] = int(text)
            elif line and line[0] != "#":
                raise Failure(f"{path}:{number}: not a line of a transcript: {line}")
    return steps


def matches(pattern, line):
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("...")), line.rstrip()) is not None


def check(path, step, output, code):
    number, command, expected, unwanted, expected_code = step
    where = f"{path}:{number}: $ {command}\n{output}\n"
    lines = iter(output.split("\n"))
    for pattern in expected:
        if not any(matches(pattern.strip(), line.strip()) for line in lines):
            raise Failure(f"{where}FAILED: no such line, or not in this order: {pattern}")
    for text in unwanted:
        if text in output:
            raise Failure(f"{where}FAILED: it says: {text}")
    if code != expected_code:
        raise Failure(f"{where}FAILED: exit code {code} instead of {expected_code}")


def run(command, **arguments):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **arguments)


def prepare(example, instar, work, cmake_arguments):
    shutil.rmtree(work, ignore_errors=True)
    copy = os.path.join(work, os.path.basename(example))
    shutil.copytree(example, copy)
    build = os.path.join(copy, "build")
    for command in (["cmake", "-S", copy, "-B", build, f"-DCMAKE_PREFIX_PATH={instar}", *cmake_arguments],
                    ["cmake", "--build", build]):
        done = run(command)
        if done.returncode != 0:
            raise Failure(f"{' '.join(command)}\n{done.stdout}")
    return copy, build


def main():
    transcript, example, instar, work, *cmake_arguments = sys.argv[1:]
    copy, build = prepare(example, instar, work, cmake_arguments)
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "EDITOR", "VISUAL")}
    environment["PATH"] = os.pathsep.join([os.path.join(instar, "tools", "instar"), build, environment["PATH"]])
    environment["LC_ALL"] = "C.UTF-8"
    steps = read(transcript)
    for step in steps:
        done = run(["bash", "-c", step[1]], cwd=copy, env=environment, stdin=subprocess.DEVNULL)
        check(transcript, step, done.stdout, done.returncode)
    print(f"{len(steps)} commands")


try:
    main()
except Failure as failure:
    sys.exit(str(failure))
