package io.freehold.cli.account;

import io.freehold.cli.client.Api;
import io.freehold.cli.client.ApiRefusal;
import io.freehold.cli.output.ExitCode;
import io.freehold.cli.verb.Body;
import io.freehold.cli.verb.Surroundings;
import io.freehold.cli.verb.Unusable;
import io.freehold.cli.verb.Verb;
import io.freehold.protocol.account.CloudAccount;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
    name = "add",
    description = {
      "Name an AWS account that infrastructures are to be made in.",
      "The answer has the external ID for the role that has to be made there."
    })
final class AccountAdd extends Verb {
  @Option(
      names = "--account",
      paramLabel = "DIGITS",
      required = true,
      description = "The AWS account: twelve digits.")
  private String account = "";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      required = true,
      description = "Where the first infrastructure is intended, like us-east-1.")
  private String region = "";

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      required = true,
      description = "The account's admin.")
  private String email = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Display name. Default: the account's number.")
  private @Nullable String name;

  @Option(
      names = "--no-vpc-write",
      description = "The role may not make networks: every VPC is the customer's own.")
  private boolean noVpcWrite;

  @Option(
      names = "--no-iam-write",
      description = "The role may not make roles: the customer makes those of each infrastructure.")
  private boolean noIamWrite;

  @Option(names = "--kms", description = "The role may use KMS keys.")
  private boolean kms;

  AccountAdd(Surroundings around) {
    super(around);
  }

  @Override
  protected int run(Api api) throws IOException, InterruptedException, ApiRefusal, Unusable {
    JsonNode answer = api.post(Accounts.PATH, body());
    if (json) {
      print(answer);
      return ExitCode.DONE;
    }
    CloudAccount added = Api.read(answer, CloudAccount.class);
    print(Accounts.lines(answer));
    around.out().println();
    around
        .out()
        .println(
            "Make the role there with that external ID, then: freehold account verify "
                + added.accountId()
                + " --role ARN");
    return ExitCode.DONE;
  }

  private JsonNode body() throws IOException, Unusable {
    return Body.from(null)
        .set("accountId", account)
        .set("regionId", region)
        .set("adminEmail", email)
        .set("displayName", name)
        .set("permissions.vpcWrite", noVpcWrite ? false : null)
        .set("permissions.iamWrite", noIamWrite ? false : null)
        .set("permissions.kms", kms ? true : null)
        .json();
  }
}
