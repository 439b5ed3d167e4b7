"""What `logicrl bench rollout` does, with Hugging Face transformers' generate.

Samples completions of full length for prompts of equal length and random tokens, with a Qwen2 model with random
weights, at temperature 1. Prints JSON: generated tokens per second, the median over the repetitions; reading the
prompts counts.

    python rollout_transformers.py --threads 2 --vocabulary V
    python rollout_transformers.py --threads 2 --vocabulary V --hidden 512 --layers 8 --heads 8 --kv-heads 4 \
        --intermediate 1536 --prompts 4

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
        "hidden": 128, "layers": 4, "heads": 4, "kv-heads": 2, "intermediate": 384, "vocabulary": 512,
        "prompts": 8, "completions": 8, "prompt-tokens": 178, "new-tokens": 128, "threads": 1, "warmups": 1,
        "repetitions": 3,
    }.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--attention", choices=["eager", "sdpa"], default="sdpa")
    return parser.parse_args()


def tokens_per_second(options):
    torch.manual_seed(1)
    model = Qwen2ForCausalLM(Qwen2Config(
        vocab_size=options.vocabulary, hidden_size=options.hidden, num_hidden_layers=options.layers,
        num_attention_heads=options.heads, num_key_value_heads=options.kv_heads,
        intermediate_size=options.intermediate, tie_word_embeddings=True, max_position_embeddings=1024,
        initializer_range=0.04, attn_implementation=options.attention)).eval()
    prompts = torch.randint(options.vocabulary, (options.prompts, options.prompt_tokens))
    ids = prompts.repeat_interleave(options.completions, 0)
    seconds = []
    for repetition in range(options.warmups + options.repetitions):
        start = time.perf_counter()
        with torch.inference_mode():
            written = model.generate(
                ids, attention_mask=torch.ones_like(ids), do_sample=True, top_k=0, pad_token_id=0,
                min_new_tokens=options.new_tokens, max_new_tokens=options.new_tokens)
        if repetition >= options.warmups:
            seconds.append(time.perf_counter() - start)
    if written.shape[1] != options.prompt_tokens + options.new_tokens:
        raise SystemExit(f"{written.shape[1] - options.prompt_tokens} new tokens: not what was asked for")
    return ids.shape[0] * options.new_tokens / statistics.median(seconds)


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    print(json.dumps({
        "torch": torch.__version__,
        "transformers": transformers_version,
        "settings": vars(options),
        "figures": [{"name": "generated", "value": tokens_per_second(options), "unit": "tokens/s"}],
    }))


if __name__ == "__main__":
    main()
