package io.freehold.controlplane.web;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;

/** The description of the API that the control plane serves of itself. */
@Configuration(proxyBeanMethods = false)
class OpenApiSetup {
  private static final String KEY = "key";

  OpenApiSetup() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Body.class);
  }

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Freehold")
                .version("v1")
                .description(
                    "Runs ClickHouse as a managed service in a customer's own AWS account.")
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("basic")
                        .description("Key id and key secret")))
        .addSecurityItem(new SecurityRequirement().addList(KEY));
  }

  /** What a {@link Body} holds is the body. */
  @Bean
  OperationCustomizer bodies() {
    return (operation, method) -> {
      for (MethodParameter parameter : method.getMethodParameters()) {
        if (parameter.getParameterType() == Body.class
            && parameter.getGenericParameterType() instanceof ParameterizedType body) {
          operation.setRequestBody(
              new RequestBody()
                  .required(true)
                  .content(
                      new Content()
                          .addMediaType(
                              "application/json",
                              new MediaType()
                                  .schema(reference(body.getActualTypeArguments()[0])))));
        }
      }
      return operation;
    };
  }

  /** The records behind those references, gathered once all operations are known. */
  @Bean
  OpenApiCustomizer schemas(BodyTypes types) {
    return api ->
        types
            .all()
            .forEach(type ->
                resolved(type)
                    .referencedSchemas
                    .forEach((name, schema) -> api.getComponents().addSchemas(name, schema)));
  }

  private static Schema<?> reference(Type type) {
    return resolved(type).schema;
  }

  private static ResolvedSchema resolved(Type type) {
    return ModelConverters.getInstance(true)
        .resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
  }
}
