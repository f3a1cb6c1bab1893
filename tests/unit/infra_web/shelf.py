"""A context that exists for these tests only: books that are put on a shelf and lent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import marshmallow as ma

from infra.application import Application
from infra.kernel import Aggregate, DomainError, InitialEvent, NotFound, event
from infra.refusals import Unavailable
from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from infra.web.schemas import CommandSchema, PageSchema, RequestSchema


class AlreadyLent(DomainError):
    code = "shelf.already-lent"
    detail = "The book is lent already."
    fix = "Wait until it is back."


class Book(Aggregate, store="shelf"):
    class Placed(InitialEvent):
        title: str

    class Lent(Aggregate.Event):
        pass

    @event(Placed)
    def __init__(self, title: str) -> None:
        self.title, self.lent = title, False

    def lend(self) -> None:
        if self.lent:
            raise AlreadyLent
        self._lent()

    @event(Lent)
    def _lent(self) -> None:
        self.lent = True


class ShelfApplication(Application):
    def place(self, title: str) -> Book:
        with self.unit_of_work() as unit:
            book = Book(title=title)
            unit.save(book)
        return book

    def lend(self, book_id: UUID, expected: int) -> Book:
        with self.unit_of_work() as unit:
            book = unit.get(Book, book_id, expected)
            book.lend()
            unit.save(book)
        return book

    def find(self, book_id: UUID) -> Book:
        with self.unit_of_work() as unit:
            return unit.get(Book, book_id)


class PlaceSchema(CommandSchema):
    title = ma.fields.String(required=True, validate=ma.validate.Length(1, 200))
    pages = ma.fields.Integer(strict=True)
    shelf = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(strict=True))


class BookSchema(ma.Schema):
    id = ma.fields.UUID(required=True)
    title = ma.fields.String(required=True)
    lent = ma.fields.Boolean(required=True)


class BookFilters(PageSchema):
    lent = ma.fields.Boolean()


class TallySchema(RequestSchema):
    count = ma.fields.Integer(required=True, strict=True)


CARD = "application/card+json"
TITLES = ("A", "B", "C", "D", "E")
TALLY: dict[str, tuple[int, int]] = {}


ASKED: list[str] = []


def who_gives(app: ShelfApplication, body: dict[str, Any], caller: Caller) -> str:
    """Stands for another store, which is away for one book."""
    if body["title"] == "away":
        raise Unavailable("elsewhere")
    if body["title"] == "unknown":
        raise NotFound
    ASKED.append(body["title"])
    return caller.subject


def blueprint() -> Blueprint:
    blp = Blueprint("books", url_prefix="/v1/books")

    @blp.command("", PlaceSchema, scope="books:write", creates=True)
    def place(app: ShelfApplication, body: dict[str, Any], caller: Caller) -> Created:
        """Put a book on the shelf."""
        if body["title"] == "bug":
            raise RuntimeError("secret value of Maria")
        book = app.place(body["title"])
        return Created(book.id, book.version, {"placed_at": book.created_on})

    @blp.command("/<uuid:book_id>/loan", CommandSchema, scope="books:write")
    def lend(app: ShelfApplication, body: dict[str, Any], caller: Caller, book_id: UUID, expected: int) -> Changed:
        """Lend a book."""
        return Changed(app.lend(book_id, expected).version)

    @blp.command("/gifts", PlaceSchema, scope="books:write", creates=True, asks=who_gives)
    def take(app: ShelfApplication, body: dict[str, Any], caller: Caller, told: str) -> Created:
        """Put a book on the shelf that another store has to say more about."""
        book = app.place(f"{body['title']} of {told}")
        return Created(book.id, book.version)

    @blp.query("/<uuid:book_id>", BookSchema, scope="books:read")
    def show(app: ShelfApplication, caller: Caller, book_id: UUID) -> Found:
        """Show a book."""
        book = app.find(book_id)
        return Found(book, book.version)

    _cards(blp)

    @blp.query_list("", BookSchema, scope="books:read", filters=BookFilters)
    def list_books(app: ShelfApplication, caller: Caller, filters: dict[str, Any], page: PageRequest) -> Page:
        """List books by title."""
        rest = [t for t in TITLES if page.after is None or t > page.after[0]]
        items = [{"id": UUID(int=ord(t)), "title": t, "lent": False} for t in rest[: page.limit]]
        return Page(items, (items[-1]["title"],) if len(rest) > page.limit else None)

    @blp.put("/tallies/<period>", TallySchema, scope="books:write", silent=True)
    def tally(app: ShelfApplication, body: dict[str, Any], caller: Caller, period: str, expected: int) -> Changed:
        """Count."""
        if body["count"] < 0:
            raise RuntimeError("secret tally")
        version, _ = TALLY.get(period, (0, 0))
        if version != expected:
            raise NotFound
        TALLY[period] = (version + 1, body["count"])
        return Changed(version + 1)

    return blp


def _cards(blp: Blueprint) -> None:
    @blp.query("/<uuid:book_id>/card", BookSchema, scope="books:read", media=CARD)
    def show_card(app: ShelfApplication, caller: Caller, book_id: UUID) -> Found:
        """Show a book's card, in the form of other libraries."""
        book = app.find(book_id)
        return Found(book, book.version)

    @blp.command("/cards", PlaceSchema, scope="books:write", creates=True, media=CARD)
    def take_card(app: ShelfApplication, body: dict[str, Any], caller: Caller) -> Created:
        """A book by the card of another library."""
        return Created(app.place(body["title"]).id)
