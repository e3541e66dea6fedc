"""Integers become the weights that they stand for."""

import numpy as np
import pytest
from onnx import TensorProto, helper

from training.restore import floats, in_order


def test_one_scale_for_each_row() -> None:
    """What a model keeps as [in, out] with one scale an output is [out, in] in training."""
    tensors: dict[str, np.ndarray] = {
        "w_quantized": np.array([[1, 2], [3, 4], [-5, 6]], dtype=np.int8),
        "w_zero_point": np.array([0, 1], dtype=np.int8),
        "w_scale": np.array([0.5, 2.0], dtype=np.float32),
    }
    assert floats(tensors, "w").tolist() == [[0.5, 1.5, -2.5], [2.0, 6.0, 10.0]]


def test_one_scale_for_each_block_of_a_row() -> None:
    """Bytes are counted from 128."""
    tensors: dict[str, np.ndarray] = {
        "w_Q8": np.array([[[128, 130], [127, 128]]], dtype=np.uint8),
        "w_scales": np.array([[1.0, 10.0]], dtype=np.float32),
    }
    assert floats(tensors, "w").tolist() == [[0.0, 2.0, -10.0, 0.0]]


@pytest.mark.parametrize("name", ["val_7", "answer.0.weight"])
def test_matrices_are_found_by_the_nodes_that_use_them(name: str) -> None:
    """Other nodes, and products with unquantised matrices, are passed over."""
    nodes = [
        helper.make_node("MatMul", ["x", "plain"], ["a"]),
        helper.make_node("MatMulInteger", ["a", f"reader.{name}_quantized"], ["b"]),
        helper.make_node("MatMulNBits", ["b", "val_9_Q8"], ["c"], domain="com.microsoft"),
    ]
    value = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1])
    model = helper.make_model(helper.make_graph(nodes, "g", [value], []))
    assert in_order(model) == [name, "val_9"]
