package io.freehold.app.architecture.wrong.aws;

import software.amazon.awssdk.services.ec2.waiters.Ec2Waiter;

final class Waits {
  final Class<?> waiter = Ec2Waiter.class;

  Ec2Waiter waiter(Ec2Waiter given) {
    return given;
  }
}
