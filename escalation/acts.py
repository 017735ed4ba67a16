"""What people and readers do to a ladder: each gives the ladder after it, and asks nobody by itself.

After each, `ladder.decide` says what follows. The version grows when anything changed. Done twice, each leaves the
ladder as it was after the first time.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from escalation.calendar import Duty
from escalation.concern import Moment, Urgency, promise_limit
from escalation.moves import planned, resumed
from escalation.roster import Cover, ReaderId
from escalation.rungs import Ladder, Phase, Promise, Rung, Standing, rung_of, with_rung


class Refusal(StrEnum):
    """Why a reader can't do this; whoever isn't a reader of the concern sees the page of no such line."""

    not_a_reader = "not_a_reader"
    taken_already = "taken_already"
    not_taken = "not_taken"
    put_off_twice = "put_off_twice"
    in_the_past = "in_the_past"


class Refused(Exception):
    """The act isn't possible; `code` says why, and nothing has changed."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(str(code))
        self.code = code


def taken(ladder: Ladder, reader: ReaderId, at: datetime, until: datetime) -> Ladder:
    """[I've got this] by a reader, who writes until a promised time (cut to the longest one allowed).

    A second press of the holder changes nothing: only [Not forgotten] puts a promise off. Raises `Refused`:
    not_a_reader, taken_already, in_the_past.
    """
    rung = _reader(ladder, reader)
    if ladder.phase is Phase.taken:
        if ladder.holder != reader:
            raise Refused(Refusal.taken_already)
        return ladder
    promise = Promise(reader, at, _until(ladder, at, until))
    ladder = with_rung(ladder, replace(rung, asks=max(rung.asks, 1), met=True))
    return _changed(replace(ladder, phase=Phase.taken, holder=reader, promise=promise))


def replied(ladder: Ladder, reader: ReaderId, at: datetime) -> Ladder:
    """Note that a reader wrote to the person (words, a question for a yes, [We spoke]); it counts as taking.

    The promise is kept; it is the person's turn. Words of theirs that are still on their way aren't answered by it: the
    asking about them begins when they leave. Raises `Refused`: not_a_reader; taken_already for a `now` that
    somebody else took.
    """
    rung = _reader(ladder, reader)
    if ladder.urgency is Urgency.now and ladder.phase is Phase.taken and ladder.holder != reader:
        raise Refused(Refusal.taken_already)
    ladder = replace(with_rung(ladder, rung), holder=reader, promise=None, put_off=0)
    if at < ladder.released_at and ladder.phase is not Phase.still:
        return _changed(_planned(_anew(ladder, ladder.released_at)))
    ladder = with_rung(ladder, replace(rung, asks=max(rung.asks, 1), met=True))
    if ladder.phase is not Phase.still:
        ladder = replace(ladder, phase=Phase.answered, turn=None)
    return _changed(ladder)


def not_forgotten(ladder: Ladder, reader: ReaderId, at: datetime, until: datetime) -> Ladder:
    """Put the holder's promise off, at most as often as the policy says (twice), to the longest allowed.

    Raises `Refused`: not_a_reader, not_taken, put_off_twice, in_the_past.
    """
    _reader(ladder, reader)
    if ladder.phase is not Phase.taken or ladder.holder != reader:
        raise Refused(Refusal.not_taken)
    if ladder.put_off >= ladder.policy.not_forgotten:
        raise Refused(Refusal.put_off_twice)
    promise = Promise(reader, at, _until(ladder, at, until))
    return _changed(replace(ladder, promise=promise, put_off=ladder.put_off + 1))


def opened(ladder: Ladder, reader: ReaderId) -> Ladder:
    """Note that a reader opened the words; every timer goes on. Raises `Refused`: not_a_reader."""
    rung = _reader(ladder, reader)
    changed = replace(with_rung(ladder, replace(rung, met=True)), opened=True)
    return _changed(changed) if changed != ladder else ladder


def unreachable(ladder: Ladder, reader: ReaderId, at: datetime) -> Ladder:
    """Note that a reader couldn't be reached: they are skipped at once, and tried again after the end."""
    return _stands(ladder, reader, Standing.unreachable, at)


def reached(ladder: Ladder, reader: ReaderId) -> Ladder:
    """Note that a reader who couldn't be reached was; it changes nothing for anybody else."""
    rung = rung_of(ladder, reader)
    if rung is None or rung.standing is not Standing.unreachable:
        return ladder
    return _changed(with_rung(ladder, replace(rung, standing=Standing.reachable)))


def recused(ladder: Ladder, reader: ReaderId, at: datetime) -> Ladder:
    """Take a reader off who can't be the one to deal with it; for good, at once."""
    return _stands(ladder, reader, Standing.recused, at)


def left_out(ladder: Ladder, reader: ReaderId, at: datetime) -> Ladder:
    """Take a reader off whom the person left out, or who reads no more; for good, at once."""
    return _stands(ladder, reader, Standing.left_out, at)


def _stands(ladder: Ladder, reader: ReaderId, standing: Standing, at: datetime) -> Ladder:
    """Change how a rung stands; what its reader held goes on to the next. Left out and recused stay so."""
    rung = rung_of(ladder, reader)
    final = (Standing.left_out, Standing.recused)
    if rung is None or rung.standing is standing or (rung.standing in final and standing not in final):
        return ladder
    ladder = with_rung(ladder, replace(rung, standing=standing))
    if ladder.holder == reader and _moves_on(ladder, standing):
        ladder = resumed(ladder, at)
    return _changed(ladder)


def _moves_on(ladder: Ladder, standing: Standing) -> bool:
    """Say whether a line goes on to the next when its holder can't hold it; an answered one waits for words."""
    return ladder.phase is Phase.taken or (ladder.phase is Phase.answered and standing is not Standing.unreachable)


def handed_over(ladder: Ladder, giver: ReaderId, receiver: ReaderId, at: datetime) -> Ladder:
    """Give a line from its holder to another of the concern's readers, who is asked next.

    Raises `Refused`: not_a_reader for either, not_taken if the giver doesn't hold it.
    """
    _reader(ladder, giver)
    rung = _reader(ladder, receiver)
    if ladder.holder != giver or ladder.phase not in (Phase.taken, Phase.answered):
        raise Refused(Refusal.not_taken)
    others = tuple(other for other in ladder.rungs if other.reader != receiver)
    ladder = replace(ladder, rungs=(replace(rung, asks=0), *others), put_off=0)
    return _changed(_planned(replace(resumed(ladder, at), holder=None)))


def covered(ladder: Ladder, reader: ReaderId, cover: Cover | None) -> Ladder:
    """Set a reader's cover, or end it (None). It skips only what falls due before it ends."""
    rung = rung_of(ladder, reader)
    if rung is None or rung.cover == cover:
        return ladder
    return _changed(with_rung(ladder, replace(rung, cover=cover)))


def rostered(ladder: Ladder, reader: ReaderId, duty: Duty) -> Ladder:
    """Set a reader's duty; who has been asked stays asked."""
    rung = rung_of(ladder, reader)
    if rung is None or rung.duty == duty:
        return ladder
    return _changed(with_rung(ladder, replace(rung, duty=duty)))


def joined(ladder: Ladder, rung: Rung) -> Ladder:
    """Add a reader as the last rung. Only with the person's yes: a new reader opens no old line."""
    if rung_of(ladder, rung.reader):
        return ladder
    return _changed(replace(ladder, rungs=(*ladder.rungs, rung)))


def more_words(ladder: Ladder, at: datetime) -> Ladder:
    """Note that the person's new words leave at `at`. Where nobody has to act, the asking starts anew.

    First comes the reader who had it last. While the ladder asks or a promise runs, nothing changes.
    """
    if ladder.phase not in (Phase.answered, Phase.still) or ladder.urgency is Urgency.record:
        return ladder
    return _changed(_planned(_anew(ladder, at)))


def _anew(ladder: Ladder, at: datetime) -> Ladder:
    """Give the ladder that starts from its first rung at `at`, with whoever held it last as that rung."""
    rungs = sorted(ladder.rungs, key=lambda rung: rung.reader != ladder.holder)
    fresh = tuple(replace(rung, asks=0, met=False) for rung in rungs)
    ladder = replace(ladder, rungs=fresh, released_at=at, skips=(), holder=None)
    return replace(resumed(ladder, at), slot=0, spent=timedelta(0), put_off=0, ended_at=None)


def quiet(ladder: Ladder) -> Ladder:
    """Stop all asking: rested, [I'm all right now], withdrawn or closed. `more_words` starts it again."""
    if ladder.phase is Phase.still:
        return ladder
    return _changed(replace(ladder, phase=Phase.still, promise=None, turn=None))


def _reader(ladder: Ladder, reader: ReaderId) -> Rung:
    """Give the rung of a reader who acts; whoever acts can be reached."""
    rung = rung_of(ladder, reader)
    if rung is None or rung.standing in (Standing.left_out, Standing.recused):
        raise Refused(Refusal.not_a_reader)
    return replace(rung, standing=Standing.reachable)


def _until(ladder: Ladder, at: datetime, until: datetime) -> datetime:
    if until <= at:
        raise Refused(Refusal.in_the_past)
    return min(until, promise_limit(ladder.urgency, Moment(at, ladder.hours, ladder.call)))


def _planned(ladder: Ladder) -> Ladder:
    return replace(ladder, told=planned(ladder))


def _changed(ladder: Ladder) -> Ladder:
    return replace(ladder, version=ladder.version + 1)
