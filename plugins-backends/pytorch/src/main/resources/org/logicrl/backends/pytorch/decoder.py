class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  # A decoder-only transformer of the Qwen2 / Qwen3 / Llama kind as one TorchScript program, so that a
  # forward pass, a backward pass, an optimiser step or a run of decoding steps is one call into the
  # engine. Java fills in the constants in capitals when it loads the program. This file holds the model;
  # trunk.py, learner.py, optimizer.py and generator.py hold the other methods of the class.
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

  def linear(self: __torch__.Decoder,
      x: Tensor,
      matrix: Tensor,
      bias: Optional[Tensor]) -> Tensor:
    # x [N, in] times the transpose of a matrix [out, in], plus a bias. On x86 the engine cannot
    # differentiate it.
    w = matrix
    if ops.prim.dtype(x) == 6:
      if torch.size(w, 0) <= torch.size(w, 1) and torch.size(x, 0) >= 512:
        # Narrow results are quicker of a matrix that lies turned; beside many rows the copy is little.
        w = torch.t(torch.contiguous(torch.t(w)))
      y = FLOAT_PRODUCT
    else:
      y = torch.linear(x, w, bias)
    return y

  def adapters(self: __torch__.Decoder,
      x: Tensor,
      ws: List[Tensor],
      first: int,
      count: int) -> List[Tensor]:
    # Low-rank adaptation, Hu et al., arXiv 2106.09685: SCALE * B A x for the projections that are packed
    # into one product, or nothing where none of them has an adapter. The engine differentiates it.
    downs = annotate(List[Tensor], [])
    ups = annotate(List[Tensor], [])
    for i in range(count):
      _0 = torch.append(downs, ws[first + 2 * i])
      _1 = torch.append(ups, ws[first + 2 * i + 1])
    down = torch.cat(downs, 0)
    added = annotate(List[Tensor], [])
    if torch.size(down, 0) > 0:
      _2 = torch.append(added, torch.linear(torch.mul(torch.linear(x, down), SCALE), torch.block_diag(ups)))
    return added

  def product(self: __torch__.Decoder,
      x: Tensor,
      w: Tensor,
      bias: Optional[Tensor],
      ws: List[Tensor],
      first: int,
      count: int) -> Tensor:
    # x [N, in] times the transpose of w [out, in], with its bias and its adapters.
    y = (self).linear(x, w, bias, )
    if LORA:
      for delta in (self).adapters(x, ws, first, count, ):
        y = torch.add(y, delta)
    return y

  def bias(self: __torch__.Decoder,
      has: bool,
      slot: Tensor) -> Optional[Tensor]:
    bias = annotate(Optional[Tensor], None)
    if has:
      bias = slot
    return bias

  def packed_heads(self: __torch__.Decoder,
      h: Tensor,
      ws: List[Tensor],
      at: int) -> Tensor:
    return (self).product(h, ws[at + 1], (self).bias(QKV_BIAS, ws[at + 2], ), ws, at + 10, 3, )

  def output(self: __torch__.Decoder,
      attended: Tensor,
      ws: List[Tensor],
      at: int) -> Tensor:
    return (self).product(attended, ws[at + 5], (self).bias(OUTPUT_BIAS, ws[at + 6], ), ws, at + 16, 1, )

  def gate_and_up(self: __torch__.Decoder,
      n: Tensor,
      ws: List[Tensor],
      at: int) -> List[Tensor]:
    # Two products: the gradients of halves of one would have to be joined, each as wide as the MLP.
    w = torch.chunk(ws[at + 8], 2, 0)
    return [(self).product(n, w[0], None, ws, at + 18, 1, ), (self).product(n, w[1], None, ws, at + 20, 1, )]

  def down(self: __torch__.Decoder,
      m: Tensor,
      ws: List[Tensor],
      at: int) -> Tensor:
    return (self).product(m, ws[at + 9], None, ws, at + 22, 1, )

  def normed(self: __torch__.Decoder,
      x: Tensor,
      w: Tensor,
      matrix: Tensor) -> Tensor:
    # As the input of a product with a matrix, in its precision.
    return torch.type_as((self).norm(x, w, ), matrix)

  def heads(self: __torch__.Decoder,
      packed: Tensor,
      ws: List[Tensor],
      at: int,
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # Of a layer: rotated queries and keys [N, HEADS + KV_HEADS, HEAD_DIM], values [N, KV_HEADS, HEAD_DIM].
    # Splits and no slices: the gradients of the parts are then joined, not each written into zeros.
    all = torch.split_with_sizes(torch.reshape(packed, [-1, HEADS + 2 * KV_HEADS, HEAD_DIM]), [HEADS + KV_HEADS, KV_HEADS], 1)
    if QK_NORM:
      parts = torch.split_with_sizes(all[0], [HEADS, KV_HEADS], 1)
      qk = torch.cat([(self).head_norm(parts[0], ws[at + 3], ), (self).head_norm(parts[1], ws[at + 4], )], 1)
    else:
      qk = all[0]
    return [(self).rotate(qk, cos, sin, ), all[1]]

  def repeated(self: __torch__.Decoder,
      x: Tensor) -> Tensor:
    # Keys or values [B, S, KV_HEADS, HEAD_DIM] as [B, HEADS, S, HEAD_DIM].
    b = torch.size(x, 0)
    s = torch.size(x, 1)
    group = torch.expand(torch.unsqueeze(torch.transpose(x, 1, 2), 2), [b, KV_HEADS, HEADS // KV_HEADS, s, HEAD_DIM])
    return torch.reshape(group, [b, HEADS, s, HEAD_DIM])

  def widened(self: __torch__.Decoder,
      x: Tensor) -> Tensor:
    # The engine's fused kernel for bfloat16 is made for GPUs: on the CPU it is slower than that for float32.
    if ON_GPU:
      y = x
    else:
      y = torch.to(x, 6, False, False, None)
    return y

  def attend_fused(self: __torch__.Decoder,
      q: Tensor,
      k: Tensor,
      v: Tensor,
      mask: Optional[Tensor]) -> Tensor:
    # By the engine's kernel, which keeps no matrix of T x S. It has no variant for fewer key heads than
    # query heads on the CPU; copies of the keys cost less than such a matrix.
    causal = torch.__is__(mask, None)
    queries = torch.transpose((self).widened(q, ), 1, 2)
    keys = (self).repeated((self).widened(k, ), )
    values = (self).repeated((self).widened(v, ), )
    # The kernels for GPUs take a mask of the queries' type only; every type has 0 and minus infinity.
    if causal:
      added = annotate(Optional[Tensor], None)
    else:
      added = annotate(Optional[Tensor], torch.type_as(unchecked_cast(Tensor, mask), queries))
    a = torch.scaled_dot_product_attention(queries, keys, values, added, 0., causal, scale=None, enable_gqa=False)
    return torch.type_as(torch.transpose(a, 1, 2), q)

  def attend_in_blocks(self: __torch__.Decoder,
      q: Tensor,
      k: Tensor,
      v: Tensor,
      mask: Optional[Tensor]) -> Tensor:
    # The same as plain products, for one block of queries after the other, with the keys up to the end of
    # the block: of the tokens' own keys little more than half, where the fused kernel computes all of short
    # rows. The query heads that share a key head are rows of one matrix. Scores and softmax are float32.
    b = torch.size(q, 0)
    t = torch.size(q, 1)
    s = torch.size(k, 1)
    group = HEADS // KV_HEADS
    # Splits and joints and no slices, whose gradients would each be written into zeros.
    queries = torch.split(torch.mul(torch.to(q, 6, False, False, None), HEAD_DIM ** -0.5), BLOCK, 1)
    all_keys = torch.reshape(torch.transpose(torch.to(k, 6, False, False, None), 1, 2), [b * KV_HEADS, s, HEAD_DIM])
    all_values = torch.reshape(torch.transpose(v, 1, 2), [b * KV_HEADS, s, HEAD_DIM])
    blocks = torch.len(queries)
    sizes = annotate(List[int], [])
    for i in range(blocks):
      # The first block of keys also has those that stand before all queries.
      if i == 0:
        _0 = torch.append(sizes, s - t + torch.size(queries[i], 1))
      else:
        _1 = torch.append(sizes, torch.size(queries[i], 1))
    key_blocks = torch.split_with_sizes(all_keys, sizes, 1)
    value_blocks = torch.split_with_sizes(all_values, sizes, 1)
    attended = annotate(List[Tensor], [])
    for i in range(blocks):
      size = torch.size(queries[i], 1)
      begin = i * BLOCK
      end = s - t + begin + size
      if i == blocks - 1:
        keys = all_keys
        values = all_values
      else:
        keys = torch.cat(torch.slice(key_blocks, 0, i + 1), 1)
        values = torch.cat(torch.slice(value_blocks, 0, i + 1), 1)
      grouped = torch.permute(torch.reshape(queries[i], [b, size, KV_HEADS, group, HEAD_DIM]), [0, 2, 3, 1, 4])
      rows = torch.reshape(grouped, [b * KV_HEADS, group * size, HEAD_DIM])
      if torch.__is__(mask, None):
        later = torch.triu(torch.full([size, end], -inf, dtype=6, layout=None, device=ops.prim.device(q), pin_memory=False), end - size + 1)
      else:
        part = torch.slice(torch.slice(unchecked_cast(Tensor, mask), 2, begin, begin + size), 3, 0, end)
        later = torch.unsqueeze(part, 2)
      products = torch.reshape(torch.bmm(rows, torch.transpose(keys, 1, 2)), [b, KV_HEADS, group, size, end])
      scores = torch.reshape(torch.add(products, later), [b * KV_HEADS, group * size, end])
      a = torch.bmm(torch.type_as(torch.softmax(scores, -1), v), values)
      _2 = torch.append(attended, torch.permute(torch.reshape(a, [b, KV_HEADS, group, size, HEAD_DIM]), [0, 3, 1, 2, 4]))
    return torch.cat(attended, 1)

  def attend(self: __torch__.Decoder,
      q: Tensor,
      k: Tensor,
      v: Tensor,
      mask: Optional[Tensor]) -> Tensor:
    # Causal attention of queries [B, T, HEADS, HEAD_DIM], which are the last T of S tokens, to their keys and
    # values [B, S, KV_HEADS, HEAD_DIM]; a mask [B, 1, T, S] to be added hides later tokens, and may hide more.
    # Returns [B, T, HEADS * HEAD_DIM].
    t = torch.size(q, 1)
    if ON_GPU or torch.size(k, 1) > LONGEST_IN_BLOCKS:
      a = (self).attend_fused(q, k, v, mask, )
    else:
      a = (self).attend_in_blocks(q, k, v, mask, )
    return torch.reshape(a, [torch.size(q, 0), t, HEADS * HEAD_DIM])
