"""Runs the learner's own TorchScript program on a GPU, from Python: numbers, waits and speed.

For readers with a GPU, torch and safetensors; no build and no test needs Python. The program is the text
that plugin pytorch hands to DJL, filled in and archived as the plugin does it. It is held against the
reference numbers of the plugin's tests (transformers 5.18, PyTorch 2.13, float32 on a CPU), is run with
every host synchronisation made an error, and is timed beside transformers on the same GPU.

    python docs/benchmarks/program_on_gpu.py [--device cuda:0]
"""

import argparse
import json
import statistics
import time

import safetensors.torch
import torch

from decoder_program import PLUGIN, Config, Model, shared, whole

MODELS = PLUGIN / "test/resources/models"


def sharing(name, device):
    """How far log-probabilities and gradients with shared prompts are from those without."""
    model, golden = golden_model(name, device)
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


def golden_model(name, device):
    """A model of the tests, and the numbers that transformers computes on it."""
    folder = MODELS / name
    model = Model(Config.read(folder), safetensors.torch.load_file(folder / "model.safetensors"), device)
    return model, json.loads((folder / "expected.json").read_text())


def check(name, device):
    model, golden = golden_model(name, device)
    expected = safetensors.torch.load_file(MODELS / name / "expected.safetensors")
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
    model, golden = golden_model(name, device)
    config = model.config
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
    for name in ("qwen2-tied", "qwen2-untied", "qwen3", "qwen3-bias", "llama3-rope"):
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
