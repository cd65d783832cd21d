"""Prints what PyTorch's own Adadelta does to one parameter, for mnist_cnn_test.cpp.

/usr/bin/python3 tests/subjects/adadelta_reference.py
"""
import torch

for options in ({"lr": 1.0, "rho": 0.95, "eps": 1e-7}, {"lr": 0.5, "rho": 0.9, "eps": 1e-6, "weight_decay": 0.01}):
    x = torch.tensor([1.0, -2.0, 3.0], dtype=torch.float64, requires_grad=True)
    weights = torch.tensor([1.0, 0.5, 2.0], dtype=torch.float64)
    optimizer = torch.optim.Adadelta([x], **options)
    print(options)
    for _ in range(3):
        optimizer.zero_grad()
        (weights * x * x).sum().backward()
        optimizer.step()
        print(", ".join(f"{value:.15f}" for value in x.tolist()))
