package io.freehold.app.architecture.wrong.cli;

import software.amazon.awssdk.regions.Region;

final class ClientSeesAws {
  final Region region = Region.US_EAST_1;
}
