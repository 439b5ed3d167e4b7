"""Runs the learner's own TorchScript program on a GPU, from Python: numbers, waits and speed.

For readers with a GPU, torch and safetensors; no build and no test needs Python. The program is the text
that plugin pytorch hands to DJL, filled in and archived as the plugin does it. It is held against the
reference numbers of the plugin's tests (transformers 5.18, PyTorch 2.13, float32 on a CPU), is run with
every host synchronisation made an error, and is timed beside transformers on the same GPU.

    python docs/benchmarks/program_on_gpu.py [--device cuda:0]
"""

import argparse
import io
import json
import math
import pathlib
import statistics
import tempfile
import time
import zipfile

import safetensors.torch
import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "plugins-backends/pytorch/src"
SOURCES = PLUGIN / "main/resources/org/logicrl/backends/pytorch"
MODELS = PLUGIN / "test/resources/models"
LOGITS = 1 << 24


class Config:
    def __init__(self, **given):
        self.bias = self.qk_norm = False
        self.tied = True
        self.theta, self.scaling, self.eps, self.positions = 10000.0, None, 1e-6, 4096
        self.__dict__.update(given)

    @staticmethod
    def read(folder):
        c = json.loads((folder / "config.json").read_text())
        rope = c.get("rope_parameters") or {}
        heads = c["num_attention_heads"]
        return Config(
            hidden=c["hidden_size"],
            layers=c["num_hidden_layers"],
            heads=heads,
            kv=c["num_key_value_heads"],
            dim=c.get("head_dim") or c["hidden_size"] // heads,
            vocabulary=c["vocab_size"],
            eps=c["rms_norm_eps"],
            tied=c["tie_word_embeddings"],
            bias=c["model_type"] == "qwen2",
            qk_norm=c["model_type"] == "qwen3",
            theta=rope.get("rope_theta", c.get("rope_theta", 10000.0)),
            scaling=rope if rope.get("rope_type") == "llama3" else None,
            positions=c["max_position_embeddings"],
        )


def program(config, on_gpu):
    text = "".join((SOURCES / name).read_text() for name in ("decoder.py", "learner.py", "generator.py"))
    for name, value in (
        ("INVERSE_ROOT_DIM", 1 / math.sqrt(config.hidden)),
        ("KV_HEADS", config.kv),
        ("QKV_BIAS", config.bias),
        ("OUTPUT_BIAS", False),
        ("QK_NORM", config.qk_norm),
        ("HEAD_DIM", config.dim),
        ("ON_GPU", on_gpu),
        ("LONGEST_IN_BLOCKS", 512),
        ("BLOCK", 64),
        ("HEADS", config.heads),
        ("LAYERS", config.layers),
        ("SLOTS", 10),
        ("LORA", False),
        ("SCALE", 1.0),
        ("EPS", config.eps),
    ):
        text = text.replace(name, repr(value))
    pickled = b"\x80\x02c__torch__\nDecoder\nq\x00)\x81}(X\x08\0\0\0trainingq\x01\x88"
    pickled += b"X\x16\0\0\0_is_full_backward_hookq\x02Nubq\x03."
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as z:
        z.writestr("program/data.pkl", pickled)
        z.writestr("program/code/__torch__.py", text)
        z.writestr("program/constants.pkl", b"\x80\x02).")
        z.writestr("program/version", b"3\n")
    archive.seek(0)
    return torch.jit.load(archive)


def tables(config, device):
    half = torch.arange(0, config.dim, 2, dtype=torch.float64) / config.dim
    frequency = config.theta**-half
    if config.scaling:
        s = config.scaling
        waves = s["original_max_position_embeddings"] * frequency / (2 * math.pi)
        low, high = s["low_freq_factor"], s["high_freq_factor"]
        smooth = ((waves - low) / (high - low)).clamp(0, 1)
        frequency = (1 - smooth) * frequency / s["factor"] + smooth * frequency
    angles = torch.outer(torch.arange(config.positions, dtype=torch.float64), frequency)
    return angles.cos().float().to(device), angles.sin().float().to(device)


def slots(config, tensors, device):
    """The slots of the program, and the names of the tensors that each one joins."""
    names = [["model.embed_tokens.weight"]]
    for l in range(config.layers):
        a, m = f"model.layers.{l}.self_attn.", f"model.layers.{l}.mlp."
        names += [
            [f"model.layers.{l}.input_layernorm.weight"],
            [a + p + "_proj.weight" for p in "qkv"],
            [a + p + "_proj.bias" for p in "qkv"] if config.bias else [],
            [a + "q_norm.weight"] if config.qk_norm else [],
            [a + "k_norm.weight"] if config.qk_norm else [],
            [a + "o_proj.weight"],
            [],
            [f"model.layers.{l}.post_attention_layernorm.weight"],
            [m + "gate_proj.weight", m + "up_proj.weight"],
            [m + "down_proj.weight"],
        ]
    names.append(["model.norm.weight"])
    weights = [
        torch.cat([tensors[n].float() for n in part]).to(device).requires_grad_()
        if part
        else torch.zeros(0, device=device)
        for part in names
    ]
    if config.tied:
        weights.append(weights[0])
        names.append(names[0])
    else:
        names.append(["lm_head.weight"])
        weights.append(tensors["lm_head.weight"].float().to(device).requires_grad_())
    return names, weights


def whole(rows, device):
    """A micro-batch of sequences of which every token but the first is scored."""
    ids, positions, targets, places, at = [], [], [], [], 0
    width = max(len(r) for r in rows) - 1
    taken = []
    for i, r in enumerate(rows):
        n = len(r) - 1
        ids += r[:-1]
        positions += range(n)
        targets += r[1:]
        places.append(list(range(at, at + n)) + [0] * (width - n))
        taken += range(i * width, i * width + n)
        at += n
    none = torch.zeros(0, 0, dtype=torch.int32)
    return layout(device, ids, positions, range(at), targets, places, taken, none, none, [], [])


def shared(prompts, groups, device):
    """The same of responses of equal length to prompts that are computed once; only they are scored."""
    ids, positions, sources, targets, stems, tails, keys, stem_lengths = [], [], [], [], [], [], [], []
    for p in prompts:
        stems.append(list(range(len(ids), len(ids) + len(p))))
        positions += range(len(p))
        ids += p
    for stem, group in zip(stems, groups):
        for r in group:
            own = list(range(len(ids), len(ids) + len(r) - 1))
            ids += r[:-1]
            positions += range(len(stem), len(stem) + len(own))
            sources += [stem[-1]] + own
            targets += r
            tails.append(own)
            keys.append(stem + own)
            stem_lengths.append(len(stem))
    in_stems, in_tails = sum(map(len, stems)), sum(map(len, tails))
    return layout(device, ids, positions, sources, targets, stems, range(in_stems), tails, keys,
                  range(in_tails), stem_lengths)


def layout(device, *parts):
    tensors = []
    for i, part in enumerate(parts):
        kind = torch.int64 if i == 3 else torch.int32
        t = part if isinstance(part, torch.Tensor) else torch.tensor(list(part), dtype=kind)
        tensors.append(t.to(device))
    return tensors


class Model:
    def __init__(self, config, tensors, device):
        self.config, self.device = config, device
        self.program = program(config, str(device).startswith("cuda"))
        self.cos, self.sin = tables(config, device)
        self.names, self.weights = slots(config, tensors, device)
        self.sums = [torch.zeros_like(w) for w in self.weights]
        if config.tied:
            self.sums[-1] = self.sums[0]

    def score(self, batch, temperature, graph, weights=None):
        return self.program.score(batch, weights or self.weights, self.cos, self.sin, temperature, graph, False, LOGITS)

    def backward(self, by_log_probs, by_entropies, scores, batch, temperature, weights=None):
        self.program.backward(by_log_probs, by_entropies, scores, batch, weights or self.weights, self.sums,
                              self.cos, self.sin, temperature, LOGITS)

    def optimizer(self):
        chosen = [i for i, n in enumerate(self.names) if n and not (self.config.tied and i == len(self.names) - 1)]
        parameters = [self.weights[i] for i in chosen]
        gradients = [self.sums[i] for i in chosen]
        means, squares = ([torch.zeros_like(p) for p in parameters] for _ in range(2))
        steps = [torch.zeros((), device=self.device) for _ in parameters]

        def step(rate, beta1, beta2, epsilon, decay, norm):
            self.program.adamw(parameters, gradients, means, squares, steps, rate, beta1, beta2, epsilon, decay, norm)
            self.program.clear(gradients)

        return step


def sharing(name, device):
    """How far log-probabilities and gradients with shared prompts are from those without."""
    folder = MODELS / name
    config = Config.read(folder)
    golden = json.loads((folder / "expected.json").read_text())
    model = Model(config, safetensors.torch.load_file(folder / "model.safetensors"), device)
    prompts = [s[:5] for s in golden["sequences"][1:3]]
    groups = [[s[5 + k : 11 + k] for k in range(3)] for s in golden["sequences"][1:3]]
    batch = shared(prompts, groups, device)
    together = model.score(batch, 1.0, True)
    model.backward(torch.ones_like(together[0]), torch.zeros(0, device=device), together, batch, 1.0)
    sums = [t.clone() for t in model.sums]
    model.program.clear(model.sums)
    apart = []
    for p, group in zip(prompts, groups):
        for r in group:
            batch = whole([p + r], device)
            scores = model.score(batch, 1.0, True)
            derivative = torch.zeros_like(scores[0])
            derivative[len(p) - 1 :] = 1
            model.backward(derivative, torch.zeros(0, device=device), scores, batch, 1.0)
            apart.append(scores[0][len(p) - 1 :])
    relative = max(
        ((a - b).norm() / b.norm().clamp(min=1e-12)).item() for a, b in zip(sums, model.sums) if b.numel()
    )
    return gap(together[0], torch.cat(apart).detach().cpu()), relative


def gap(a, b):
    return (a.detach().cpu().double() - b.double()).abs().max().item()


def check(name, device):
    folder = MODELS / name
    config = Config.read(folder)
    golden = json.loads((folder / "expected.json").read_text())
    expected = safetensors.torch.load_file(folder / "expected.safetensors")
    model = Model(config, safetensors.torch.load_file(folder / "model.safetensors"), device)
    sequences = golden["sequences"]
    worst = {}
    batch = whole(sequences, device)
    for t in (1.0, 0.7):
        log_probs, entropies = model.score(batch, t, False)
        of = lambda kind: torch.cat([expected[f"{kind}.t{t}.{i}"] for i in range(len(sequences))])
        worst[f"log-probabilities, temperature {t}"] = gap(log_probs, of("logprobs"))
        worst[f"entropies, temperature {t}"] = gap(entropies, of("entropy"))
    s, t = golden["surrogate_sequence"], golden["temperature"]
    batch = whole([sequences[s]], device)
    scores = model.score(batch, t, True)
    coefficients = [expected["surrogate.coef_logprob"].to(device), expected["surrogate.coef_entropy"].to(device)]
    model.backward(*coefficients, scores, batch, t)
    relative = 0.0
    for names, total in zip(model.names, model.sums):
        if names:
            want = torch.cat([expected["surrogate.grad." + n] for n in names]).double()
            relative = max(relative, ((total.cpu().double() - want).norm() / want.norm().clamp(min=1e-12)).item())
    worst["gradients, relative norm"] = relative
    model.program.clear(model.sums)
    a = golden["adamw"]
    step = model.optimizer()
    batch = whole([sequences[1], sequences[2]], device)
    for _ in range(5):
        scores = model.score(batch, 1.0, True)
        derivative = torch.full_like(scores[0], -1.0 / scores[0].numel())
        model.backward(derivative, torch.zeros(0, device=device), scores, batch, 1.0)
        betas = a.get("betas", [0.9, 0.999])
        step(a["lr"], betas[0], betas[1], a.get("eps", 1e-8), a["weight_decay"], 1.0)
    finals = 0.0
    for names, w in zip(model.names, model.weights):
        if names:
            finals = max(finals, gap(w, torch.cat([expected["adamw.final." + n] for n in names])))
    worst["parameters after five AdamW steps"] = finals
    return worst


def greedy(name, device):
    folder = MODELS / name
    config = Config.read(folder)
    golden = json.loads((folder / "expected.json").read_text())
    model = Model(config, safetensors.torch.load_file(folder / "model.safetensors"), device)
    prompts = golden["sequences"][: len(golden["greedy"])]
    width = max(map(len, prompts))
    pads = torch.tensor([width - len(p) for p in prompts], device=device)
    ids = torch.tensor([[0] * (width - len(p)) + p for p in prompts], dtype=torch.int32, device=device)
    count = len(golden["greedy"][0])
    shape = (len(prompts), config.kv, width + count, config.dim)
    caches = [torch.zeros(shape, device=device) for _ in range(2 * config.layers)]
    logits = model.program.prefill(ids, pads, model.weights, caches, model.cos, model.sin)[0]
    uniforms = torch.zeros(len(prompts), count, device=device)
    tokens = model.program.decode(logits, uniforms, width, pads, model.weights, caches, model.cos, model.sin,
                                  0.0, 0, 1.0, 0.0)[0]
    return tokens.tolist() == golden["greedy"]


SHAPES = {
    "small": dict(hidden=128, layers=4, heads=4, kv=2, mlp=384, vocabulary=128, rows=32, length=192),
    "large": dict(hidden=512, layers=8, heads=8, kv=4, mlp=1536, vocabulary=8192, rows=4, length=512),
    "0.5B": dict(hidden=896, layers=24, heads=14, kv=2, mlp=4864, vocabulary=151936, rows=16, length=1024),
}


def random_tensors(s):
    d, kv = s["hidden"], s["kv"] * s["hidden"] // s["heads"]
    draw = lambda *shape: torch.randn(*shape) * 0.02
    t = {"model.embed_tokens.weight": draw(s["vocabulary"], d), "model.norm.weight": torch.ones(d)}
    for l in range(s["layers"]):
        b = f"model.layers.{l}."
        for n, rows in (("q", d), ("k", kv), ("v", kv)):
            t[b + f"self_attn.{n}_proj.weight"], t[b + f"self_attn.{n}_proj.bias"] = draw(rows, d), torch.zeros(rows)
        t[b + "self_attn.o_proj.weight"] = draw(d, d)
        t[b + "mlp.gate_proj.weight"], t[b + "mlp.up_proj.weight"] = draw(s["mlp"], d), draw(s["mlp"], d)
        t[b + "mlp.down_proj.weight"] = draw(d, s["mlp"])
        t[b + "input_layernorm.weight"], t[b + "post_attention_layernorm.weight"] = torch.ones(d), torch.ones(d)
    return t


def timed(step, work, repetitions, device):
    for _ in range(3):
        step()
    rates = []
    for _ in range(repetitions):
        torch.cuda.synchronize(device)
        start = time.perf_counter()
        step()
        torch.cuda.synchronize(device)
        rates.append(work / (time.perf_counter() - start))
    return statistics.median(rates)


def ours(s, bf16, device):
    config = Config(hidden=s["hidden"], layers=s["layers"], heads=s["heads"], kv=s["kv"],
                    dim=s["hidden"] // s["heads"], vocabulary=s["vocabulary"], bias=True)
    model = Model(config, random_tensors(s), device)
    rows = torch.randint(0, s["vocabulary"], (s["rows"], s["length"])).tolist()
    batch = whole(rows, device)
    optimize = model.optimizer()
    none = torch.zeros(0, device=device)
    derivative = torch.full((s["rows"] * (s["length"] - 1),), -1e-4, device=device)
    product = {1, 2, 5, 6, 8, 9}
    # As the plugin: bfloat16 copies of what products need, made anew after each optimiser step.
    lowered = [bf16 and 0 < i <= 10 * config.layers and (i - 1) % 10 in product and w.numel() > 0
               for i, w in enumerate(model.weights)]

    def step():
        weights = model.weights
        if bf16:
            copies = iter(model.program.lowered([w for w, low in zip(model.weights, lowered) if low]))
            weights = [next(copies) if low else w for w, low in zip(model.weights, lowered)]
        scores = model.score(batch, 1.0, True, weights)
        model.backward(derivative, none, scores, batch, 1.0, weights)
        optimize(1e-4, 0.9, 0.999, 1e-8, 0.01, 1.0)

    return step, model, batch, derivative, none


def theirs(s, bf16, device):
    from transformers import Qwen2Config, Qwen2ForCausalLM

    c = Qwen2Config(hidden_size=s["hidden"], num_hidden_layers=s["layers"], num_attention_heads=s["heads"],
                    num_key_value_heads=s["kv"], intermediate_size=s["mlp"], vocab_size=s["vocabulary"],
                    tie_word_embeddings=True, attn_implementation="sdpa", use_cache=False)
    model = Qwen2ForCausalLM(c).to(device).float()
    ids = torch.randint(0, s["vocabulary"], (s["rows"], s["length"]), device=device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)

    def step():
        torch.set_grad_enabled(True)  # the program leaves it off
        with torch.autocast("cuda", torch.bfloat16, enabled=bf16):
            logits = model(ids).logits[:, :-1].float()
        log_probs = torch.log_softmax(logits, -1).gather(2, ids[:, 1:, None])
        log_probs.mean().neg().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()

    return step


def waits(device):
    """Whether scoring and the backward pass wait for the GPU anywhere: synchronisation raises an error."""
    _, model, batch, derivative, none = ours(SHAPES["small"], False, device)
    stepped = lambda: model.backward(derivative, none, model.score(batch, 1.0, True), batch, 1.0)
    for _ in range(3):
        stepped()
    torch.cuda.set_sync_debug_mode("error")
    try:
        stepped()
        return "none"
    except RuntimeError as e:
        return str(e).splitlines()[-1]
    finally:
        torch.cuda.set_sync_debug_mode("default")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="cuda:0")
    parser.add_argument("--repetitions", type=int, default=10)
    options = parser.parse_args()
    device = torch.device(options.device)
    torch.manual_seed(1)
    print(torch.__version__, torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu", flush=True)
    for name in ("qwen2-tied", "qwen2-untied", "qwen3", "llama3-rope"):
        for what, worst in check(name, device).items():
            print(f"{name}: {what}: {worst:.2e}", flush=True)
        print(f"{name}: greedy tokens equal: {greedy(name, device)}", flush=True)
        print("%s: shared prompts against none: %.2e, gradients %.2e" % (name, *sharing(name, device)), flush=True)
    if device.type != "cuda":
        return
    print(f"waits for the GPU in a forward and backward pass: {waits(device)}", flush=True)
    for work, s in SHAPES.items():
        tokens = s["rows"] * s["length"]
        for bf16 in (False, True):
            rates = []
            for make in (lambda: ours(s, bf16, device)[0], lambda: theirs(s, bf16, device)):
                try:
                    rates.append(timed(make(), tokens, options.repetitions, device))
                except torch.OutOfMemoryError:
                    rates.append(float("nan"))
                torch.cuda.empty_cache()
            precision = "bf16" if bf16 else "float32"
            print(f"{work}, {precision}: program {rates[0]:,.0f} tokens/s, transformers sdpa {rates[1]:,.0f}", flush=True)


# As the plugin runs it: the optimising executor forgets that the program switches gradients on and off.
with torch.jit.optimized_execution(False):
    main()
