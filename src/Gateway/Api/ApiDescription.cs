using System.Text.Json.Nodes;
using Fleet.Gateway.Api.History;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Fleet.Gateway.Api;

/// <summary>What <c>/openapi/v1.json</c> says beyond what the endpoints say themselves.</summary>
internal static class ApiDescription
{
    private const string KeyScheme = "api_key";
    private const string BearerScheme = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var parameters in context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>())
                AddParameters(operation, parameters);
            AddExample(operation, context.Description.RelativePath, context.Description.HttpMethod);
            DescribeStreams(operation);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            // What is null is left out of every answer, and may be left out of every body.
            foreach (var property in context.JsonTypeInfo.Properties.Where(static p => p.IsGetNullable || Nullable.GetUnderlyingType(p.PropertyType) is not null))
                schema.Required?.Remove(property.Name);
            return Task.CompletedTask;
        });
    }

    private static void Introduce(OpenApiDocument document)
    {
        document.Info.Title = "Fleet.Orleans";
        document.Info.Version = "v1";
        document.Info.Description = "Positions and device events in; vehicles, drivers, trips and geofences live. Errors are RFC 9457 problem details.";
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key or a JWT." },
            [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-API-Key" },
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] },
        ];
    }

    private static void AddParameters(OpenApiOperation operation, QueryParameters parameters)
    {
        operation.Parameters ??= [];
        foreach (var name in parameters.Names)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Schema = new OpenApiSchema { Type = name == "limit" ? JsonSchemaType.Integer : JsonSchemaType.String },
            });
        }
    }

    /// <summary>A page's schema is not that of its items one a line, nor of GeoJSON (RFC 7946).</summary>
    private static void DescribeStreams(OpenApiOperation operation)
    {
        foreach (var (type, media) in operation.Responses?.Values.SelectMany(static r => r.Content ?? new Dictionary<string, OpenApiMediaType>()) ?? [])
        {
            if (type == HistoryFormats.Geojson)
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "type" }, Description = "GeoJSON." };
            else if (type == HistoryFormats.Ndjson)
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "An item a line; after a limit the last line is next_cursor." };
        }
    }

    private static void AddExample(OpenApiOperation operation, string? path, string? method)
    {
        if (ApiExamples.Find(method, path) is { } example
            && operation.RequestBody?.Content?.TryGetValue("application/json", out var media) == true)
            media.Example = JsonNode.Parse(example);
    }
}
