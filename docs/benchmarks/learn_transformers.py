"""What `logicrl bench learn` does, with Hugging Face transformers and torch AdamW.

Forward pass, backward pass, clipping to a global norm and optimiser step on sequences of equal length and
random tokens, of a Qwen2 model with random weights. Prints JSON: tokens per second, the median over the
repetitions, for each way of attention.

    python learn_transformers.py --threads 2
    python learn_transformers.py --threads 2 --hidden 512 --layers 8 --heads 8 --kv-heads 4 \
        --intermediate 1536 --vocabulary 8192 --rows 4 --length 512

Needs torch and transformers. No build and no test of the SDK runs it.
"""

import argparse
import json
import statistics
import time

import torch
from transformers import Qwen2Config, Qwen2ForCausalLM
from transformers import __version__ as transformers_version


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, value in {
        "hidden": 128, "layers": 4, "heads": 4, "kv-heads": 2, "intermediate": 384, "vocabulary": 128,
        "rows": 32, "length": 192, "threads": 1, "warmups": 2, "repetitions": 5,
    }.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--precision", choices=["float32", "bf16"], default="float32",
                        help="bf16: autocast over float32 weights")
    parser.add_argument("--attention", nargs="+", choices=["eager", "sdpa"], default=["eager", "sdpa"])
    return parser.parse_args()


def tokens_per_second(options, attention):
    torch.manual_seed(1)
    config = Qwen2Config(
        vocab_size=options.vocabulary, hidden_size=options.hidden, num_hidden_layers=options.layers,
        num_attention_heads=options.heads, num_key_value_heads=options.kv_heads,
        intermediate_size=options.intermediate, tie_word_embeddings=True, use_cache=False,
        max_position_embeddings=max(1024, options.length), attn_implementation=attention)
    model = Qwen2ForCausalLM(config).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6)
    ids = torch.randint(options.vocabulary, (options.rows, options.length))
    autocast = torch.autocast("cpu", torch.bfloat16, enabled=options.precision == "bf16")

    def step():
        optimizer.zero_grad()
        with autocast:
            logits = model(input_ids=ids).logits
        log_probs = torch.log_softmax(logits[:, :-1].float(), -1)
        chosen = log_probs.gather(-1, ids[:, 1:, None])
        chosen.mean().neg().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

    seconds = []
    for repetition in range(options.warmups + options.repetitions):
        start = time.perf_counter()
        step()
        if repetition >= options.warmups:
            seconds.append(time.perf_counter() - start)
    return options.rows * options.length / statistics.median(seconds)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    print(json.dumps({
        "torch": torch.__version__,
        "transformers": transformers_version,
        "settings": vars(options),
        "figures": [
            {"name": f"learned, {attention}", "value": tokens_per_second(options, attention),
             "unit": "tokens/s"}
            for attention in options.attention
        ],
    }))


if __name__ == "__main__":
    main()
