"""Makes `outlines.json`, what the map of members is drawn of: `python data/make_outlines.py countries-50m.json`.

The file read is a TopoJSON of Natural Earth's countries at 1:50 million; the package `world-atlas` 2.0.2 carries it.
Natural Earth is in the public domain. Its outlines (who administers a place in fact) are projected, simplified and cut
to the frame; shared boundaries are simplified once, so that neighbours still meet. `NEUTRAL` land has no colour.

Units: degrees in, whole units of the drawing out (the frame is `WIDTH` units wide, y grows downwards).
"""

import json
import math
import sys
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]

#: ISO 3166-1 numeric code, as the source has it → the code of the party.
STATES = {
    "004": "AF",
    "031": "AZ",
    "364": "IR",
    "398": "KZ",
    "417": "KG",
    "586": "PK",
    "643": "RU",
    "762": "TJ",
    "792": "TR",
    "795": "TM",
    "860": "UZ",
}
#: Where a name stands: degrees east and north of its middle (or end), the side it is anchored by, and, where it
#: does not touch its state, the point of the state that a line leads down to.
NAMES: dict[str, tuple[Point, str, Point | None]] = {
    "AF": ((65.6, 33.6), "middle", None),
    "AZ": ((47.1, 43.3), "middle", (48.0, 40.8)),
    "IR": ((54.2, 32.4), "middle", None),
    "KZ": ((67.4, 48.2), "middle", None),
    "KG": ((76.6, 39.6), "start", None),
    "PK": ((68.3, 28.6), "middle", None),
    "RU": ((48.5, 53.5), "middle", None),
    "TJ": ((75.9, 36.9), "start", None),
    "TR": ((33.8, 38.8), "middle", None),
    "TM": ((58.6, 39.4), "middle", None),
    "UZ": ((62.7, 42.2), "middle", None),
}
#: West, south, east, north, in degrees: a state's rings that lie wholly within are drawn as land only. Crimea, as the
#: Process works with organizations of the United Nations, whose General Assembly asked in resolution 68/262 not to
#: recognize a change of its status.
NEUTRAL = {"RU": (32.0, 44.0, 37.0, 46.5)}
FRAMED = set(STATES.values()) - {"RU"}  # Russia is cut by the frame; the others stand in it whole
WIDTH = 1000
WEST, EAST, SOUTH = 14, 92, 20  # units between the outermost states and the frame; the east has room for names
NORTH = 57.0  # degrees: how much of the north is shown above Kazakhstan
BLEED = 12  # units drawn beyond the frame, so that no cut edge is seen
DETAIL = 5.0  # square units: what a bend must enclose to stay
SMALLEST = 30.0  # square units: islands under this are left out
CENTRE = (58.0, 40.0)
PARALLELS = (28.0, 50.0)


def albers(lon: float, lat: float) -> Point:
    """Albers' equal-area conic projection on a sphere of radius 1, y northwards."""
    first, second = (math.radians(p) for p in PARALLELS)
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)

    def radius(phi: float) -> float:
        return math.sqrt(c - 2 * n * math.sin(phi)) / n

    rho, theta = radius(math.radians(lat)), n * math.radians(lon - CENTRE[0])
    return rho * math.sin(theta), radius(math.radians(CENTRE[1])) - rho * math.cos(theta)


def area(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplified(line: Ring) -> Ring:
    """Visvalingam's way: the bend that encloses least goes first, until every bend left encloses `DETAIL`."""
    kept = list(line)
    while len(kept) > 2:
        bends = [area(kept[i - 1], kept[i], kept[i + 1]) for i in range(1, len(kept) - 1)]
        least = min(range(len(bends)), key=bends.__getitem__)
        if bends[least] >= DETAIL:
            break
        del kept[least + 1]
    return kept


def cut(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """The part of a ring inside the box (Sutherland and Hodgman's way)."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        inside, previous = [], ring[-1] if ring else (0.0, 0.0)
        for point in ring:
            here, before = sign * (point[axis] - limit) >= 0, sign * (previous[axis] - limit) >= 0
            if here != before:
                share = (limit - previous[axis]) / (point[axis] - previous[axis])
                x, y = (previous[i] + share * (point[i] - previous[i]) for i in (0, 1))
                inside.append((x, y))
            if here:
                inside.append(point)
            previous = point
        ring = inside
    return ring


def size(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def path(rings: list[Ring]) -> str:
    """SVG's path data in whole units, relative, as short as it goes."""
    said = ""
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        points = [p for p, q in zip(points, points[-1:] + points[:-1], strict=True) if p != q]
        if len(points) < 3:
            continue
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        said += f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"
    return said.replace(" -", "-")


class Source:
    """A topology: arcs decoded to degrees, objects as lists of rings of arc numbers."""

    def __init__(self, file: Path) -> None:
        self.topology = json.loads(file.read_text())
        (kx, ky), (x0, y0) = self.topology["transform"]["scale"], self.topology["transform"]["translate"]
        self.arcs: list[Ring] = []
        for arc in self.topology["arcs"]:
            x = y = 0
            self.arcs.append([((x := x + step[0]) * kx + x0, (y := y + step[1]) * ky + y0) for step in arc])

    def rings(self, name: str, code: str | None = None) -> list[list[int]]:
        found = self.topology["objects"][name]["geometries"]
        shapes = [g for g in found if code is None or g.get("id") == code]
        polygons = [p for g in shapes for p in ([g["arcs"]] if g["type"] == "Polygon" else g["arcs"])]
        return [ring for polygon in polygons for ring in polygon]

    def lies_within(self, ring: list[int], box: tuple[float, float, float, float]) -> bool:
        points = [point for arc in ring for point in self.arcs[arc if arc >= 0 else ~arc]]
        return all(box[0] <= lon <= box[2] and box[1] <= lat <= box[3] for lon, lat in points)

    def shape_of(self, number: str, code: str) -> list[list[int]]:
        """The state's rings without those that are neutral here."""
        rings, box = self.rings("countries", number), NEUTRAL.get(code)
        return [ring for ring in rings if not box or not self.lies_within(ring, box)]


def outlines(file: Path) -> dict[str, object]:
    source = Source(file)
    reach = [
        albers(*p)
        for number, code in STATES.items()
        if code in FRAMED
        for ring in source.rings("countries", number)
        for arc in ring
        for p in source.arcs[arc if arc >= 0 else ~arc]
    ]
    west, east = min(x for x, _ in reach), max(x for x, _ in reach)
    scale = (WIDTH - WEST - EAST) / (east - west)
    north = albers(CENTRE[0], NORTH)[1]
    height = round((north - min(y for _, y in reach)) * scale) + SOUTH

    def drawn(point: Point) -> Point:
        x, y = albers(*point)
        return (x - west) * scale + WEST, (north - y) * scale

    arcs = [simplified([drawn(p) for p in arc]) for arc in source.arcs]
    frame = (-BLEED, -BLEED, WIDTH + BLEED, height + BLEED)

    def shape(rings: list[list[int]]) -> str:
        joined = []
        for ring in rings:
            line: Ring = []
            for arc in ring:
                line += (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[1:]
            joined.append(cut(line, frame))
        return path([ring for ring in joined if ring and size(ring) >= SMALLEST])

    def label(code: str) -> dict[str, object]:
        at, anchor, leads_to = NAMES[code]
        (x, y), said = drawn(at), {"anchor": anchor}
        return {"x": round(x), "y": round(y), **said, "line": [round(v) for v in drawn(leads_to)] if leads_to else None}

    return {
        "source": "Natural Earth 4.1, 1:50m, public domain",
        "projection": f"Albers equal-area conic, parallels {PARALLELS}, centre {CENTRE}",
        "width": WIDTH,
        "height": height,
        "land": shape(source.rings("land")),
        "states": {code: {"path": shape(source.shape_of(n, code)), "name": label(code)} for n, code in STATES.items()},
    }


if __name__ == "__main__":
    made = json.dumps(outlines(Path(sys.argv[1])), ensure_ascii=False, indent=1)
    Path(__file__).with_name("outlines.json").write_text(made + "\n", encoding="utf-8")
