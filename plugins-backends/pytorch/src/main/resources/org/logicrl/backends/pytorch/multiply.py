class MatrixProducts(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  def multiply(self: __torch__.MatrixProducts,
      like: Tensor,
      size: int,
      times: int,
      half: bool) -> List[Tensor]:
    # Products of two square matrices, as training has them, to learn how fast the machine is at them.
    torch.set_grad_enabled(False)
    a = torch.ones([size, size], dtype=6, layout=None, device=ops.prim.device(like), pin_memory=False)
    if half:
      x = torch.to(a, 15, False, False, None)
    else:
      x = a
    y = x
    bias = annotate(Optional[Tensor], None)
    w = torch.t(x)
    for i in range(times):
      if half:
        y = torch.linear(x, w, bias)
      else:
        y = FLOAT_PRODUCT
    return [torch.to(torch.slice(y, 0, 0, 1), 6, False, False, None)]
