package io.freehold.app.architecture.wrong.model;

import io.freehold.app.architecture.wrong.kernel.KernelThing;

final class ModelSeesKernel {
  final KernelThing thing = new KernelThing();
}
