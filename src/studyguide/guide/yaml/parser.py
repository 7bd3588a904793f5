"""The YAML parser: libyaml, or PyYAML's own, adapted to read and report exactly as libyaml does."""

import re
from typing import Any

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import FlowEntryToken, FlowMappingEndToken, FlowSequenceEndToken


class PurePython(yaml.SafeLoader):
    """PyYAML's own parser, adapted to read text as libyaml does.

    Left alone, it ends a text between brackets at every ?, and stops at tabs. Where it looks at
    such a character to find the end of a text, it is shown another one; the text itself is still
    copied from the file.
    """

    text_at: Any = None
    """Where the unquoted text, or the first line of the block text, being read now starts."""

    def scan_plain(self) -> Any:
        self.text_at = self.get_mark()
        token = super().scan_plain()
        self.text_at = None
        return token

    def peek(self, index: int = 0) -> Any:
        character = super().peek(index)
        if self.text_at and character in "\t?:":
            return self.in_text(character, index)
        return character

    def in_text(self, character: str, index: int) -> str:
        """What a character in an unquoted text is to be read as."""
        if character == "\t" and index == 0 and self.column <= self.indent:
            problem = "found a tab character that violates indentation"
        elif character == ":" and self.flow_level and super().peek(index + 1) in ",?[]{}":
            problem = "found unexpected ':'"
        elif character == "\t":
            return " "
        else:
            return "x" if character == "?" and self.flow_level else character
        what = "while scanning a plain scalar"
        raise ScannerError(what, self.text_at, problem, self.get_mark())

    def scan_to_next_token(self) -> None:
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()

    def scan_block_scalar_indicators(self, start: Any) -> Any:
        self.text_at = start
        return super().scan_block_scalar_indicators(start)

    def scan_block_scalar_ignored_line(self, start: Any) -> None:
        super().scan_block_scalar_ignored_line(start)
        self.text_at = None

    def scan_block_scalar_indentation(self) -> Any:
        found = super().scan_block_scalar_indentation()
        if self.peek() == "\t":
            problem = "found a tab character where an indentation space is expected"
            raise ScannerError("while scanning a block scalar", None, problem, self.get_mark())
        return found

    def scan_flow_scalar(self, style: str) -> Any:
        token = super().scan_flow_scalar(style)
        token.value.encode()  # fails on half a character
        return token

    def fetch_more_tokens(self) -> Any:
        try:
            return super().fetch_more_tokens()
        except (ValueError, OverflowError):
            # A \u code for half a character or for none; also a %YAML with thousands of digits.
            what = "found invalid Unicode character escape code"
            raise ScannerError(None, None, what, self.get_mark()) from None

    def process_empty_scalar(self, mark: Any) -> Any:
        if self.check_token(FlowEntryToken, FlowMappingEndToken, FlowSequenceEndToken):
            mark = self.tokens[0].start_mark
        return super().process_empty_scalar(mark)


# libyaml is about ten times faster; a few platforms lack it.
LOADER: Any = getattr(yaml, "CSafeLoader", PurePython)

# Both parsers' words, made the same: libyaml's, which don't say what was found instead. A
# complaint about one colon too many must not be mistaken for one about a missing colon.
_ONE_WORDING = (
    (r"expected (?:the )?(.+), but (?:found|got) .*", r"did not find expected \1"),
    ("'<document start>'", "<document start>"),
    ("(?<=mapping did not find expected )<block end>", "key"),
    ("(?<=collection did not find expected )<block end>", "'-' indicator"),
    ("character '.+' that cannot", "character that cannot"),
    ("allowed here", "allowed in this context"),
    ("^sequence entries", "block sequence entries"),
    ("URI escape sequence of 2 hexadecimal numbers", "URI escaped octet"),
    ("found unexpected ':'", "found a colon before one of , ? [ ] { }"),
)


def complaint(error: yaml.MarkedYAMLError) -> str:
    """What the parser complains about, in the same words whichever parser it is."""
    what = " ".join(filter(None, (error.context, error.problem)))
    for said, one in _ONE_WORDING:
        what = re.sub(said, one, what)
    return what
