using Fleet.Gateway.Api.Problems;
using Microsoft.AspNetCore.Builder;

namespace Fleet.Gateway.Api;

/// <summary>What <c>/openapi/v1.json</c> says of an endpoint.</summary>
internal static class EndpointDescriptions
{
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder builder, string summary, string? description = null)
    {
        builder.WithSummary(summary);
        return description is null ? builder : builder.WithDescription(description);
    }

    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder builder)
        where T : notnull => builder.Accepts<T>("application/json").Fails(400).Fails(413).Fails(415);

    public static RouteHandlerBuilder Returns<T>(this RouteHandlerBuilder builder, int status = 200) =>
        builder.Produces<T>(status).Fails(401).Fails(403).Fails(503);

    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder builder, int status) =>
        builder.Produces<ProblemView>(status, Problem.ContentType);

    /// <summary>Query parameters of something that is no list.</summary>
    public static RouteHandlerBuilder Asks(this RouteHandlerBuilder builder, params string[] names) =>
        builder.Fails(400).WithMetadata(new QueryParameters(names));

    /// <summary>A list: <c>cursor</c> and <c>limit</c> beside its own filters.</summary>
    public static RouteHandlerBuilder Paged(this RouteHandlerBuilder builder, params string[] filters) =>
        builder.Fails(400).WithMetadata(new QueryParameters([.. filters, "cursor", "limit"]));
}
