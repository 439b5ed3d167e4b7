
  # The decoder over a micro-batch, forward and backward. A micro-batch comes as a list of tensors, its layout:
  #
  #   0 ids [N], 1 positions [N], 2 sources [M]: the token that predicts each target, 3 targets [M or fewer]:
  #     the last sources may have none
  #   4 stems [A, T]: rows that begin at position 0, as places in N; places [0, S) are theirs, behind them
  #     are tails, and last some tokens that belong to no row. 5 the slots in A * T of these S tokens
  #   6 tails [R, U]: rows that go on from a stem, as places in N. 7 keys [R, P + U] of each tail: its stem's
  #     and its own, as places in N. 8 the slots in R * U of their tokens. 9 lengths [R] of their stems
  #
  # Rows are padded on the right with any place; a causal mask hides this from all real tokens. So a prompt
  # that several responses share is read once, and takes its gradient from all of them.

  def rows(self: __torch__.Decoder,
      flat: Tensor,
      places: Tensor,
      dense: bool) -> Tensor:
    # [N, heads, HEAD_DIM] as rows [B, T, heads, HEAD_DIM].
    b = torch.size(places, 0)
    t = torch.size(places, 1)
    if dense:
      r = flat
    else:
      # Of all ways to gather rows, the one whose backward pass is quick.
      r = torch.embedding(torch.reshape(flat, [torch.size(flat, 0), -1]), places)
    return torch.reshape(r, [b, t, torch.size(flat, 1), HEAD_DIM])

  def unrows(self: __torch__.Decoder,
      attended: Tensor,
      slots: Tensor,
      dense: bool) -> Tensor:
    flat = torch.reshape(attended, [-1, HEADS * HEAD_DIM])
    if dense:
      r = flat
    else:
      r = torch.embedding(flat, slots)
    return r

  def tail_mask(self: __torch__.Decoder,
      layout: List[Tensor]) -> Tensor:
    # [R, 1, U, P + U]: 0 for the stem's tokens and the own ones up to the query's, else minus infinity.
    u = torch.size(layout[6], 1)
    p = torch.size(layout[7], 1) - u
    device = ops.prim.device(layout[9])
    stem = torch.lt(torch.unsqueeze(torch.arange(p, dtype=3, layout=None, device=device, pin_memory=False), 0), torch.unsqueeze(layout[9], 1))
    at = torch.arange(u, dtype=3, layout=None, device=device, pin_memory=False)
    own = torch.le(torch.unsqueeze(at, 0), torch.unsqueeze(at, 1))
    r = torch.size(layout[6], 0)
    seen = torch.cat([torch.expand(torch.unsqueeze(stem, 1), [r, u, p]), torch.expand(torch.unsqueeze(own, 0), [r, u, u])], 2)
    zeros = torch.zeros([r, u, p + u], dtype=6, layout=None, device=device, pin_memory=False)
    return torch.unsqueeze(torch.masked_fill(zeros, torch.logical_not(seen), -inf), 1)

  # The engine differentiates what lies between two products; the products are differentiated here. It is
  # the quicker way: their gradients are added up where they belong, and the engine cannot differentiate
  # what is its quickest product on the CPU.

  def attention(self: __torch__.Decoder,
      packed: Tensor,
      layout: List[Tensor],
      ws: List[Tensor],
      at: int,
      cos: Tensor,
      sin: Tensor,
      mask: Tensor) -> Tensor:
    # Of packed heads [N, (HEADS + 2 * KV_HEADS) * HEAD_DIM]; tokens of no row get zeros.
    qkv = (self).heads(packed, ws, at, cos, sin, )
    qk = qkv[0]
    v = qkv[1]
    s = torch.size(layout[5], 0)
    n = s + torch.size(layout[8], 0)
    dense = torch.numel(layout[4]) == s
    if dense:
      stems = (self).rows(torch.slice(qk, 0, 0, s), layout[4], True, )
      values = (self).rows(torch.slice(v, 0, 0, s), layout[4], True, )
    else:
      # Of the whole, and not of a slice, whose gradient would be written into zeros.
      stems = (self).rows(qk, layout[4], False, )
      values = (self).rows(v, layout[4], False, )
    parts = torch.split_with_sizes(stems, [HEADS, KV_HEADS], 2)
    a = (self).attend(parts[0], parts[1], values, None, )
    attended = [(self).unrows(a, layout[5], dense, )]
    if n > s:
      full = torch.numel(layout[6]) == n - s
      qs = torch.split_with_sizes(qk, [HEADS, KV_HEADS], 1)
      if full:
        q = (self).rows(torch.slice(qs[0], 0, s, n), layout[6], True, )
      else:
        q = (self).rows(qs[0], layout[6], False, )
      k = (self).rows(qs[1], layout[7], False, )
      t = (self).attend(q, k, (self).rows(v, layout[7], False, ), mask, )
      _0 = torch.append(attended, (self).unrows(t, layout[8], full, ))
    if torch.size(packed, 0) > n:
      padding = [torch.size(packed, 0) - n, HEADS * HEAD_DIM]
      _1 = torch.append(attended, torch.zeros(padding, dtype=ops.prim.dtype(packed), layout=None, device=ops.prim.device(packed), pin_memory=False))
    if torch.len(attended) == 1:
      all = attended[0]
    else:
      all = torch.cat(attended, 0)
    return all

  def leaf(self: __torch__.Decoder,
      x: Tensor,
      graph: bool) -> Tensor:
    # Where the engine's graph begins.
    y = torch.detach(x)
    if graph:
      y = torch.requires_grad_(y)
    return y

  def layer(self: __torch__.Decoder,
      input: Tensor,
      layout: List[Tensor],
      ws: List[Tensor],
      at: int,
      cos: Tensor,
      sin: Tensor,
      mask: Tensor,
      last: bool,
      graph: bool) -> List[Tensor]:
    # All that layer_back needs, with the graphs of what lies between products when asked for; in the end the
    # layer's output. Behind the attention of the last layer, only the tokens that predict a target count.
    torch.set_grad_enabled(graph)
    x = (self).leaf(input, graph, )
    h = (self).normed(x, ws[at], ws[at + 1], )
    torch.set_grad_enabled(False)
    p = (self).leaf((self).packed_heads(h, ws, at, ), graph, )
    torch.set_grad_enabled(graph)
    a = (self).attention(p, layout, ws, at, cos, sin, mask, )
    if last:
      a = torch.embedding(a, layout[2])
    torch.set_grad_enabled(False)
    if last:
      stream = torch.embedding(x, layout[2])
    else:
      stream = x
    y = (self).leaf(torch.add(stream, (self).output(a, ws, at, )), graph, )
    torch.set_grad_enabled(graph)
    n = (self).normed(y, ws[at + 7], ws[at + 8], )
    torch.set_grad_enabled(False)
    gu = (self).gate_and_up(n, ws, at, )
    g = (self).leaf(gu[0], graph, )
    u = (self).leaf(gu[1], graph, )
    torch.set_grad_enabled(graph)
    m = torch.mul(torch.silu(g), u)
    torch.set_grad_enabled(False)
    return [x, h, p, a, y, n, g, u, m, torch.add(y, (self).down(m, ws, at, ))]

  def turns(self: __torch__.Decoder,
      layout: List[Tensor],
      ws: List[Tensor],
      table: Tensor) -> Tensor:
    # The cosines or sines of all positions [N, 1, HEAD_DIM / 2], as the keys want them.
    return torch.type_as(torch.unsqueeze(torch.embedding(table, layout[1]), 1), ws[2])

  def surroundings(self: __torch__.Decoder,
      layout: List[Tensor],
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # What every layer is given besides its input: cosines and sines, and the mask of the tails.
    return [(self).turns(layout, ws, cos, ), (self).turns(layout, ws, sin, ), (self).tail_mask(layout, )]

  def hidden(self: __torch__.Decoder,
      layout: List[Tensor],
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      graph: bool,
      recompute: bool) -> List[Tensor]:
    # The last hidden states [M, D] that predict the targets. To differentiate them, then what layer_back
    # needs of each layer, or, to recompute it, the input of each layer; and the last output.
    torch.set_grad_enabled(False)
    given = (self).surroundings(layout, ws, cos, sin, )
    x = torch.embedding(ws[0], layout[0])
    kept = annotate(List[Tensor], [])
    for l in range(LAYERS):
      tape = (self).layer(x, layout, ws, 1 + SLOTS * l, given[0], given[1], given[2], l == LAYERS - 1, graph and not recompute, )
      if graph:
        if recompute:
          _0 = torch.append(kept, x)
        else:
          kept = torch.add(kept, torch.slice(tape, 0, -1))
      x = tape[-1]
    end = (self).leaf(x, graph, )
    if graph:
      _1 = torch.append(kept, end)
    torch.set_grad_enabled(graph)
    h = (self).norm(end, ws[1 + SLOTS * LAYERS], )
    torch.set_grad_enabled(False)
    return torch.add([h], kept)

  def differentiate(self: __torch__.Decoder,
      output: Tensor,
      derivative: Tensor,
      inputs: List[Tensor],
      ws: List[Tensor],
      sums: List[Tensor],
      begin: int,
      end: int) -> List[Tensor]:
    # Adds the gradients by the slots from begin to end to the sums; returns those by the inputs.
    wanted = torch.add(annotate(List[Tensor], []), inputs)
    slots = annotate(List[int], [])
    for i in range(begin, end):
      if ops.prim.requires_grad(ws[i]):
        _0 = torch.append(wanted, ws[i])
        _1 = torch.append(slots, i)
    gradients = torch.grad([output], wanted, annotate(List[Optional[Tensor]], [derivative]), None, False, True)
    torch.set_grad_enabled(False)
    count = torch.len(inputs)
    for i in range(torch.len(slots)):
      g = gradients[count + i]
      if torch.__isnot__(g, None):
        _2 = torch.add_(sums[slots[i]], unchecked_cast(Tensor, g))
    by_inputs = annotate(List[Tensor], [])
    for i in range(count):
      _3 = torch.append(by_inputs, unchecked_cast(Tensor, gradients[i]))
    return by_inputs

  def add_by_weight(self: __torch__.Decoder,
      sum: Tensor,
      by_y: Tensor,
      x: Tensor) -> None:
    # Adds the gradient of a product by its weight [out, in] to the sum.
    if ON_GPU or ops.prim.dtype(x) != 6 or torch.size(x, 0) < 512:
      if ops.prim.dtype(sum) == ops.prim.dtype(x):
        _0 = torch.addmm_(sum, torch.t(by_y), x)
      else:
        _1 = torch.add_(sum, torch.mm(torch.t(by_y), x))
    else:
      # The quick product copies its second operand into blocks, which costs least of the wider one.
      if torch.size(sum, 0) < torch.size(sum, 1):
        by_w = (self).linear(torch.t(by_y), torch.t(x), None, )
      else:
        by_w = torch.t((self).linear(torch.t(x), torch.t(by_y), None, ))
      _2 = torch.add_(sum, by_w)
    return None

  def product_back(self: __torch__.Decoder,
      by_y: Tensor,
      x: Tensor,
      w: Tensor,
      sum: Tensor,
      trained: bool,
      ws: List[Tensor],
      sums: List[Tensor],
      first: int,
      count: int) -> Tensor:
    # The gradient of a product by its input; adds those by its weight and its adapters to the sums.
    if trained:
      _0 = (self).add_by_weight(sum, by_y, x, )
    by_x = (self).linear(by_y, torch.t(w), None, )
    if LORA:
      torch.set_grad_enabled(True)
      input = (self).leaf(x, True, )
      added = (self).adapters(input, ws, first, count, )
      torch.set_grad_enabled(False)
      for delta in added:
        by_input = (self).differentiate(delta, by_y, [input], ws, sums, first, first + 2 * count, )
        by_x = torch.add(by_x, by_input[0])
    return by_x

  def bias_back(self: __torch__.Decoder,
      has: bool,
      by_y: Tensor,
      ws: List[Tensor],
      sums: List[Tensor],
      slot: int) -> None:
    if has and ops.prim.requires_grad(ws[slot]):
      _0 = torch.add_(sums[slot], torch.sum(by_y, [0]))
    return None

  def layer_back(self: __torch__.Decoder,
      by_output: Tensor,
      tape: List[Tensor],
      layout: List[Tensor],
      ws: List[Tensor],
      sums: List[Tensor],
      at: int,
      last: bool) -> Tensor:
    # The gradient of a layer by its input, given that by its output and what the method layer gave; adds
    # those by its slots to the sums.
    x, h, p, a, y, n, g, u, m, = tape
    down_trained = ops.prim.requires_grad(ws[at + 9])
    by_m = (self).product_back(torch.type_as(by_output, m), m, ws[at + 9], sums[at + 9], down_trained, ws, sums, at + 22, 1, )
    by_gu = (self).differentiate(m, by_m, [g, u], ws, sums, 0, 0, )
    mlp_trained = ops.prim.requires_grad(ws[at + 8])
    w = torch.chunk(ws[at + 8], 2, 0)
    # There are no sums of frozen weights.
    if mlp_trained:
      sum = torch.chunk(sums[at + 8], 2, 0)
    else:
      sum = w
    by_n = (self).product_back(by_gu[0], n, w[0], sum[0], mlp_trained, ws, sums, at + 18, 1, )
    by_n = torch.add(by_n, (self).product_back(by_gu[1], n, w[1], sum[1], mlp_trained, ws, sums, at + 20, 1, ))
    by_y = torch.add(by_output, ((self).differentiate(n, by_n, [y], ws, sums, at + 7, at + 8, ))[0])
    by_o = torch.type_as(by_y, a)
    (self).bias_back(OUTPUT_BIAS, by_o, ws, sums, at + 6, )
    output_trained = ops.prim.requires_grad(ws[at + 5])
    by_a = (self).product_back(by_o, a, ws[at + 5], sums[at + 5], output_trained, ws, sums, at + 16, 1, )
    by_p = ((self).differentiate(a, by_a, [p], ws, sums, at + 3, at + 5, ))[0]
    (self).bias_back(QKV_BIAS, by_p, ws, sums, at + 2, )
    heads_trained = ops.prim.requires_grad(ws[at + 1])
    by_h = (self).product_back(by_p, h, ws[at + 1], sums[at + 1], heads_trained, ws, sums, at + 10, 3, )
    if last:
      by_stream = torch.embedding_dense_backward(by_y, layout[2], torch.size(x, 0), -1, False)
    else:
      by_stream = by_y
    return torch.add(by_stream, ((self).differentiate(h, by_h, [x], ws, sums, at, at + 1, ))[0])

  def propagate(self: __torch__.Decoder,
      derivative: Tensor,
      hidden: List[Tensor],
      layout: List[Tensor],
      ws: List[Tensor],
      sums: List[Tensor],
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # Adds the gradients of the trunk, given the derivative by what the method hidden returned first.
    count = torch.len(hidden) - 2
    each = count // LAYERS
    given = annotate(List[Tensor], [])
    if each == 1:
      given = (self).surroundings(layout, ws, cos, sin, )
    d = ((self).differentiate(hidden[0], derivative, [hidden[1 + count]], ws, sums, 1 + SLOTS * LAYERS, 2 + SLOTS * LAYERS, ))[0]
    for i in range(LAYERS):
      l = LAYERS - 1 - i
      if each == 1:
        tape = torch.slice((self).layer(hidden[1 + l], layout, ws, 1 + SLOTS * l, given[0], given[1], given[2], i == 0, True, ), 0, -1)
      else:
        tape = torch.slice(hidden, 1 + each * l, 1 + each * (l + 1))
      d = (self).layer_back(d, tape, layout, ws, sums, 1 + SLOTS * l, i == 0, )
    if ops.prim.requires_grad(ws[0]):
      _0 = torch.add_(sums[0], torch.embedding_dense_backward(d, layout[0], torch.size(ws[0], 0), -1, False))
    return []
