package io.freehold.app.architecture.wrong.protocol;

import io.freehold.app.architecture.wrong.model.ModelThing;

final class ProtocolSeesModel {
  final ModelThing thing = new ModelThing();
}
