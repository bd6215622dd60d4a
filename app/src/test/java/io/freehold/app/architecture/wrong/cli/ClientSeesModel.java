package io.freehold.app.architecture.wrong.cli;

import io.freehold.app.architecture.wrong.model.ModelThing;

final class ClientSeesModel {
  final ModelThing thing = new ModelThing();
}
