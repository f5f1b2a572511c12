"""How straight a way through the code is: what is sent, followed through its calls by the AST.

From a view on, each call that is given what was sent, or something made of it, is followed in the
order of the source, through pages, services and what pages share. Storage, gateways and the forms
engine are not looked into, nor what a table picks while running. A view that answers GET as well is
followed as for POST; of all other branches each is followed.

`python -m tests.main_way <folder with portal/> <module>:<view>` draws the way.
"""

import argparse
import ast
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.lint import ROOT

ROOMS = ("portal.features", "portal.services", "portal.web")
POST = "request.method == 'POST'"


@dataclass
class Module:
    """One module, as far as a way can go through it."""

    name: str
    tree: ast.Module

    @cached_property
    def functions(self):
        """Function, or method as `Class.name` → its node."""
        classes = [node for node in self.tree.body if isinstance(node, ast.ClassDef)]
        methods = {
            f"{node.name}.{part.name}": part
            for node in classes
            for part in node.body
            if isinstance(part, ast.FunctionDef)
        }
        functions = (node for node in self.tree.body if isinstance(node, ast.FunctionDef))
        return {node.name: node for node in functions} | methods

    @cached_property
    def imports(self):
        """Local name → dotted name of what it stands for."""
        return {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in self.tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }


@dataclass
class Way:
    """Where what was sent comes, in order."""

    passes: list[str] = field(default_factory=list)
    """Names of modules; never the same one twice in a row."""
    names: set[str] = field(default_factory=set)
    """The parameters under which it is handed on."""
    calls: list[tuple[int, str, str]] = field(default_factory=list)
    """(depth, module, function) in order."""

    @property
    def modules(self):
        """The modules that it comes through, in the order in which it first does."""
        return list(dict.fromkeys(self.passes))

    @property
    def returns(self):
        """How often it comes back to a module that it had left."""
        return len(self.passes) - len(self.modules)

    def enter(self, depth, module, function):
        """Note a call."""
        if self.passes[-1:] != [module]:
            self.passes.append(module)
        self.calls.append((depth, module, function))


class House:
    """The modules of the rooms in a folder, read once."""

    def __init__(self, root=ROOT):
        self.modules = {}
        for path in sorted(Path(root).glob("portal/**/*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            if name.startswith(ROOMS):
                self.modules[name] = Module(name, ast.parse(path.read_text("utf-8")))

    def way(self, start):
        """The way from this view (`module:function`) on."""
        module, _, function = start.partition(":")
        way = Way()
        names = {"request", *_parameters(self.modules[module].functions[function])}
        Steps(self, way, self.modules[module]).follow(function, names, ())
        return way

    def function(self, dotted):
        """(module, function) of this dotted name; None where it is nothing of these rooms."""
        place, _, name = dotted.rpartition(".")
        module = self.modules.get(place)
        return (module, name) if module and name in module.functions else None

    def method(self, name):
        """(module, method) of the only method with this name; None where there are more or none."""
        fitting = [
            (module, function)
            for module in self.modules.values()
            for function in module.functions
            if function.endswith(f".{name}")
        ]
        return fitting[0] if len(fitting) == 1 else None


class Steps:
    """Follows what was sent through the functions of one module."""

    def __init__(self, house, way, module):
        self.house, self.way, self.module = house, way, module
        self.names, self.stack = set(), ()

    def follow(self, function, names, stack):
        """Go through this function, in which these names stand for what was sent."""
        if (self.module.name, function) in stack:
            return
        self.names, self.stack = set(names), (*stack, (self.module.name, function))
        self.way.names |= names - {"self"}
        self.way.enter(len(stack), self.module.name, function)
        self._run(self.module.functions[function].body)

    def _run(self, statements):
        for statement in statements:
            if isinstance(statement, ast.If) and ast.unparse(statement.test) == POST:
                self._run(statement.body)
                return
            self._visit(statement)

    def _visit(self, node):
        if isinstance(node, ast.IfExp) and ast.unparse(node.test) == POST:
            node = node.body
        for child in ast.iter_child_nodes(node):
            self._visit(child)
        if isinstance(node, ast.Call):
            self._call(node)
        value, targets = _bound(node)
        if value is not None and self._is_sent(value):
            self.names |= {name for target in targets for name in _stored(target)}

    def _is_sent(self, node):
        return any(isinstance(n, ast.Name) and n.id in self.names for n in ast.walk(node))

    def _call(self, node):
        callee = self._callee(node.func)
        if callee is None:
            return
        module, function = callee
        parameters = _parameters(module.functions[function])
        names = set()
        if parameters[:1] == ["self"]:
            names |= {"self"} if self._is_sent(node.func) else set()
            parameters = parameters[1:]
        pairs = [*zip(parameters, node.args, strict=False)]
        pairs += [(keyword.arg, keyword.value) for keyword in node.keywords if keyword.arg]
        names |= {name for name, value in pairs if self._is_sent(value)}
        if names:
            Steps(self.house, self.way, module).follow(function, names, self.stack)

    def _callee(self, func):
        """(module, function) that is called; None where it can't be told or is of no room."""
        if isinstance(func, ast.Name):
            if func.id in self.module.functions:
                return self.module, func.id
            return self.house.function(self.module.imports.get(func.id, ""))
        if not isinstance(func, ast.Attribute):
            return None
        if isinstance(func.value, ast.Name) and func.value.id in self.module.imports:
            return self.house.function(f"{self.module.imports[func.value.id]}.{func.attr}")
        return self.house.method(func.attr) if self._is_sent(func.value) else None


def _parameters(function):
    every = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return [each.arg for each in every]


def _bound(node):
    """(value, targets) of what binds names; (None, ()) for anything else."""
    if isinstance(node, ast.Assign):
        return node.value, node.targets
    if isinstance(node, ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
        return node.value, [node.target]
    if isinstance(node, ast.For | ast.comprehension):
        return node.iter, [node.target]
    return None, ()


def _stored(target):
    names = (node for node in ast.walk(target) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def drawing(way):
    """The way as text: each call under the one that makes it, and the counts."""
    lines = [f"{'  ' * d}{m.removeprefix('portal.')}:{function}" for d, m, function in way.calls]
    counts = f"{len(way.passes)} passes through {len(way.modules)} modules, {way.returns} returns"
    lines.append(f"{counts}, {len(way.calls)} calls, {len(way.names)} names")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Draw a way through the code.")
    parser.add_argument("root")
    parser.add_argument("view")
    arguments = parser.parse_args()
    sys.stdout.write(drawing(House(arguments.root).way(arguments.view)) + "\n")
