"""The methods that show a person a modal or their Home tab, and what becomes of what they typed."""

from __future__ import annotations

import json
from typing import Any

from tests.servers.slack.args import must
from tests.servers.slack.kit import faults_of_view
from tests.servers.slack.kit_ids import named
from tests.servers.slack.things import Json, Refused, View
from tests.servers.slack.typing_in import carried_over
from tests.servers.slack.world import MOST_VIEWS, World

LARGEST_VIEW = 250_000


def open_view(world: World, args: Json) -> Json:
    """`views.open`: a new stack; one that was open is gone (not seen by us)."""
    must(args, "trigger_id", "view")
    body = checked(args["view"], "modal")
    trigger = world.pull(str(args["trigger_id"]))
    view = _new(world, trigger.user, body)
    view.root = view.id
    world.stacks[trigger.user] = [view]
    return {"view": shown(world, view)}


def push(world: World, args: Json) -> Json:
    """`views.push`: upon the modal the press came from, three at most."""
    must(args, "trigger_id", "view")
    body = checked(args["view"], "modal")
    trigger = world.pull(str(args["trigger_id"]))
    return {"view": shown(world, pushed(world, trigger.user, body))}


def pushed(world: World, user: str, body: Json) -> View:
    """A further modal upon this person's."""
    stack = world.stacks.get(user, [])
    if not stack:
        raise Refused("not_found")
    if len(stack) >= MOST_VIEWS:
        raise Refused("push_limit_reached")
    view = _new(world, user, body)
    view.root, view.previous = stack[0].id, stack[-1].id
    stack.append(view)
    return view


def update(world: World, args: Json) -> Json:
    """`views.update` of a modal that is still open, by its id or external id."""
    must(args, "view")
    if not args.get("view_id") and not args.get("external_id"):
        must(args, "view_id")
    view = _standing(world, str(args.get("view_id") or ""), str(args.get("external_id") or ""))
    _same_hash(args, view)
    replace(world, view, checked(args["view"], "modal"))
    return {"view": shown(world, view)}


def publish(world: World, args: Json) -> Json:
    """`views.publish`: a person's Home tab."""
    must(args, "user_id", "view")
    user = world.user(str(args["user_id"]))
    if not world.manifest.home_tab:
        raise Refused("not_enabled")
    body = checked(args["view"], "home")
    before = world.homes.get(user.id)
    if before is None:
        view = world.homes[user.id] = _new(world, user.id, body)
        view.root = view.id
    else:
        _same_hash(args, before)
        replace(world, before, body)
        view = before
    return {"view": shown(world, view)}


def replace(world: World, view: View, body: Json) -> None:
    """Another content in the same view; what was typed stays where block and action are called the same."""
    view.body = _body(world, body)
    view.typed = carried_over(view.typed, view.blocks)
    view.errors = {}
    view.hash = _hash(world)
    view.revision += 1


def checked(view: Any, kind: str) -> Json:
    """A view Slack would take, or its refusal."""
    if isinstance(view, dict) and view.get("type") not in {None, kind}:
        raise Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] must be {kind}"]})
    faults = faults_of_view(view)
    if faults:
        told = [f"[ERROR] {fault}" for fault in faults]
        raise Refused("invalid_arguments", response_metadata={"messages": told})
    if len(json.dumps(view)) > LARGEST_VIEW:
        raise Refused("view_too_large")
    body: Json = view
    return body


def shown(world: World, view: View) -> Json:
    """A view as answers and interactions have it."""
    return {
        "id": view.id,
        "team_id": world.team,
        "state": view.state(),
        "hash": view.hash,
        "previous_view_id": view.previous or None,
        "root_view_id": view.root,
        "app_id": world.app,
        "app_installed_team_id": world.team,
        "bot_id": world.bot,
        **view.body,
    }


def _new(world: World, user: str, body: Json) -> View:
    body = _body(world, body)
    taken = [view.body["external_id"] for stack in world.stacks.values() for view in stack]
    if body["external_id"] and body["external_id"] in taken:
        raise Refused("duplicate_external_id")
    return View(world.id("V"), user, body, _hash(world), carried_over({}, body["blocks"]))


def _body(world: World, view: Json) -> Json:
    usual = {"callback_id": "", "private_metadata": "", "external_id": ""}
    for_modals = {"title": None, "close": None, "submit": None, "clear_on_close": False, "notify_on_close": False}
    own = for_modals if view["type"] == "modal" else {}
    return {**usual, **own, **view, "blocks": named(world, view["blocks"])}


def _hash(world: World) -> str:
    return f"{world.ts()[:10]}.{world.short()}"


def _standing(world: World, view_id: str, external_id: str) -> View:
    for stack in world.stacks.values():
        for view in stack:
            if view.id == view_id or (external_id and view.body["external_id"] == external_id):
                return view
    raise Refused("not_found")


def _same_hash(args: Json, view: View) -> None:
    if args.get("hash") and args["hash"] != view.hash:
        raise Refused("hash_conflict")
