package io.freehold.app.architecture.wrong.kernel;

import io.freehold.app.architecture.wrong.model.ModelThing;

final class KernelSeesModel {
  final ModelThing thing = new ModelThing();
}
