class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  # A decoder-only transformer of the Qwen2 / Qwen3 / Llama kind as one TorchScript program, so that a
  # forward pass, a backward pass, an optimiser step or a run of decoding steps is one call into the
  # engine. Java fills in the constants in capitals when it loads the program. This file holds the model;
  # learner.py and generator.py hold the other methods of the class.
  #
  # Parameters come as one list of slots: the embedding [V, D], then SLOTS tensors for each layer, then the
  # last norm [D], then the output head [V, D] (the embedding itself when tied). Of a layer: input norm,
  # qkv weight (rows: query heads, key heads, value heads), qkv bias, query norm, key norm, output weight,
  # output bias, post-attention norm, gate and up weight (rows: gate, up), down weight; with LORA then A
  # [rank, in] and B [out, rank] of query, key, value, output, gate, up and down. Parts that an architecture
  # lacks are empty tensors; projections without an adapter have an A of no rows and a B of no columns.
  #
  # Matrices may be bfloat16. Then so are the products and what lies between two of them; the residual
  # stream, norms, logits and everything after them are float32.
  #
  # Tokens lie one after the other, [N] in all, without padding: whatever treats each token by itself runs
  # over all of them at once. Only attention brings them into rows.

  def norm(self: __torch__.Decoder,
      x: Tensor,
      w: Tensor) -> Tensor:
    # RMSNorm, Zhang and Sennrich, arXiv 1910.07467. Reads the input three times instead of the five of
    # the engine's own composite.
    square = torch.mul(torch.linalg_vector_norm(x, 2, [-1], True), INVERSE_ROOT_DIM)
    scale = torch.rsqrt(torch.add(torch.mul(square, square), EPS))
    return torch.mul(torch.mul(x, scale), w)

  def head_norm(self: __torch__.Decoder,
      x: Tensor,
      w: Tensor) -> Tensor:
    return torch.type_as(torch.rms_norm(torch.to(x, 6, False, False, None), [HEAD_DIM], w, EPS), x)

  def rotate(self: __torch__.Decoder,
      x: Tensor,
      cos: Tensor,
      sin: Tensor) -> Tensor:
    # Rotary embedding in the half-split layout of Hugging Face: cos and sin are [N, 1, HEAD_DIM / 2].
    h = torch.chunk(x, 2, -1)
    a = torch.addcmul(torch.mul(h[0], cos), h[1], sin, value=-1)
    b = torch.addcmul(torch.mul(h[1], cos), h[0], sin, value=1)
    return torch.cat([a, b], -1)

  def adapted(self: __torch__.Decoder,
      y: Tensor,
      x: Tensor,
      ws: List[Tensor],
      first: int,
      count: int) -> Tensor:
    # Low-rank adaptation, Hu et al., arXiv 2106.09685: y + SCALE * B A x, for the projections packed into y.
    z = y
    if LORA:
      downs = annotate(List[Tensor], [])
      ups = annotate(List[Tensor], [])
      for i in range(count):
        _0 = torch.append(downs, ws[first + 2 * i])
        _1 = torch.append(ups, ws[first + 2 * i + 1])
      down = torch.cat(downs, 0)
      if torch.size(down, 0) > 0:
        z = torch.add(y, torch.linear(torch.linear(x, down), torch.block_diag(ups)), alpha=SCALE)
    return z

  def mlp(self: __torch__.Decoder,
      y: Tensor,
      ws: List[Tensor],
      at: int) -> Tensor:
    x = torch.type_as((self).norm(y, ws[at + 7], ), ws[at + 8])
    g = torch.chunk((self).adapted(torch.linear(x, ws[at + 8]), x, ws, at + 18, 2, ), 2, -1)
    h = torch.mul(torch.silu(g[0]), g[1])
    return (self).adapted(torch.linear(h, ws[at + 9]), h, ws, at + 22, 1, )

  def project(self: __torch__.Decoder,
      x: Tensor,
      ws: List[Tensor],
      at: int,
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # Of a layer: rotated queries and keys [N, HEADS + KV_HEADS, HEAD_DIM], values [N, KV_HEADS, HEAD_DIM].
    h = torch.type_as((self).norm(x, ws[at], ), ws[at + 1])
    if QKV_BIAS:
      packed = torch.linear(h, ws[at + 1], ws[at + 2])
    else:
      packed = torch.linear(h, ws[at + 1])
    all = (self).adapted(packed, h, ws, at + 10, 3, )
    # Splits and no slices: the gradients of the parts are then joined, not each written into zeros.
    heads = torch.split_with_sizes(torch.reshape(all, [-1, HEADS + 2 * KV_HEADS, HEAD_DIM]), [HEADS + KV_HEADS, KV_HEADS], 1)
    if QK_NORM:
      parts = torch.split_with_sizes(heads[0], [HEADS, KV_HEADS], 1)
      qk0 = torch.cat([(self).head_norm(parts[0], ws[at + 3], ), (self).head_norm(parts[1], ws[at + 4], )], 1)
    else:
      qk0 = heads[0]
    return [(self).rotate(qk0, cos, sin, ), heads[1]]

  def repeated(self: __torch__.Decoder,
      x: Tensor) -> Tensor:
    # Keys or values [B, S, KV_HEADS, HEAD_DIM] as [B, HEADS, S, HEAD_DIM].
    b = torch.size(x, 0)
    s = torch.size(x, 1)
    group = torch.expand(torch.unsqueeze(torch.transpose(x, 1, 2), 2), [b, KV_HEADS, HEADS // KV_HEADS, s, HEAD_DIM])
    return torch.reshape(group, [b, HEADS, s, HEAD_DIM])

  def attend(self: __torch__.Decoder,
      q: Tensor,
      k: Tensor,
      v: Tensor,
      mask: Optional[Tensor]) -> Tensor:
    # Attention of queries [B, T, HEADS, HEAD_DIM] to keys and values [B, S, KV_HEADS, HEAD_DIM]: causal
    # where there is no mask [B, 1, T, S] to be added. Returns [B, T, HEADS * HEAD_DIM].
    causal = torch.__is__(mask, None)
    b = torch.size(q, 0)
    t = torch.size(q, 1)
    if GROUPED:
      # The engine has no fused kernel for fewer key heads than query heads on the CPU. Copies of the keys
      # cost less than matrices of T x S.
      kt = (self).repeated(k, )
      vt = (self).repeated(v, )
    else:
      kt = torch.transpose(k, 1, 2)
      vt = torch.transpose(v, 1, 2)
    a = torch.scaled_dot_product_attention(torch.transpose(q, 1, 2), kt, vt, mask, 0., causal, scale=None, enable_gqa=False)
    return torch.reshape(torch.transpose(a, 1, 2), [b, t, HEADS * HEAD_DIM])

  def finish(self: __torch__.Decoder,
      x: Tensor,
      attended: Tensor,
      ws: List[Tensor],
      at: int) -> Tensor:
    # The rest of a layer after attention [N, HEADS * HEAD_DIM].
    if OUTPUT_BIAS:
      o = torch.linear(attended, ws[at + 5], ws[at + 6])
    else:
      o = torch.linear(attended, ws[at + 5])
    y = torch.add(x, (self).adapted(o, attended, ws, at + 16, 1, ))
    return torch.add(y, (self).mlp(y, ws, at, ))
