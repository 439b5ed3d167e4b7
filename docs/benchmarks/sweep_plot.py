"""Draws what `logicrl bench rollout --sweep --json` printed, as SVG.

    ./logicrl bench rollout --sweep --json > sweep.json
    python sweep_plot.py sweep.json > sweep.svg

Two pictures with logarithmic axes: tokens per second by the number of sequences, and by the length of the prompts.
Needs nothing but Python. No build and no test of the SDK runs it.
"""

import collections
import json
import math
import sys

WIDTH, HEIGHT, LEFT, TOP = 300, 220, 64, 34
LINES = [
    ("tokensPerSecond", "measured", "#1f5fa8", ""),
    ("memoryAllows", "memory allows", "#b3541e", ' stroke-dasharray="6 4"'),
    ("productsAllow", "products allow", "#3d7d3d", ' stroke-dasharray="2 3"'),
]


def short(value):
    for size, unit in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def picture(points, key, label, bounds, left):
    """One picture: its frame, ticks and a line with dots for each column."""
    low, high = bounds
    xs = [math.log2(point[key]) for point in points]

    def x(value):
        return left + 12 + (math.log2(value) - xs[0]) / ((xs[-1] - xs[0]) or 1) * (WIDTH - 24)

    def y(value):
        return TOP + HEIGHT - (math.log10(value) - low) / (high - low) * HEIGHT

    yield f'<rect x="{left}" y="{TOP}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#888"/>'
    for power in range(low, high + 1):
        at = y(10 ** power)
        yield f'<path d="M{left} {at:.1f}h{WIDTH}" stroke="#ddd"/>'
        yield f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{short(10 ** power)}</text>'
    for point in points:
        at = x(point[key])
        yield f'<text x="{at:.1f}" y="{TOP + HEIGHT + 16}" text-anchor="middle">{point[key]}</text>'
    yield f'<text x="{left + WIDTH / 2}" y="{TOP + HEIGHT + 34}" text-anchor="middle">{label}</text>'
    for column, _, colour, dashes in LINES:
        at = [(x(point[key]), y(point[column])) for point in points if point[column] is not None]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in at)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
        if column == "tokensPerSecond":
            for (a, b), point in zip(at, points):
                yield f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>'
                yield (f'<text x="{a:.1f}" y="{b + 16:.1f}" text-anchor="middle" fill="{colour}">'
                       f'{point[column]:,.0f}</text>')


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        points = json.load(file)["points"]
    length = points[0]["length"]
    # The lengths are measured with one number of sequences, which then stands most often.
    sequences = collections.Counter(point["sequences"] for point in points).most_common(1)[0][0]
    by_sequences = sorted((p for p in points if p["length"] == length), key=lambda p: p["sequences"])
    by_length = sorted((p for p in points if p["sequences"] == sequences), key=lambda p: p["length"])
    values = [point[column] for point in points for column, *_ in LINES if point[column] is not None]
    bounds = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    right = LEFT + WIDTH + 24
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right + WIDTH + 16} {TOP + HEIGHT + 46}"'
        ' font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for i, (_, label, colour, dashes) in enumerate(LINES):
        at = LEFT + 12 + 130 * i
        lines.append(f'<path d="M{at} 18h26" stroke="{colour}" stroke-width="2"{dashes}/>')
        lines.append(f'<text x="{at + 32}" y="22">{label}</text>')
    lines.append(f'<text x="{right + WIDTH}" y="22" text-anchor="end">decoded tokens per second</text>')
    lines += picture(by_sequences, "sequences", f"sequences, prompts of {length} tokens", bounds, LEFT)
    lines += picture(by_length, "length", f"prompt tokens, {sequences} sequences", bounds, right)
    lines.append("</svg>")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
