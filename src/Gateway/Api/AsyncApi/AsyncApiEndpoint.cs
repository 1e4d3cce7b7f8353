using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Gateway.Api.AsyncApi;

/// <summary><c>/asyncapi.json</c>. Who adds a socket adds its part beside its own services.</summary>
public static class AsyncApiEndpoint
{
    /// <param name="resource">The end of the embedded resource's name in the assembly of <typeparamref name="T"/>.</param>
    public static IServiceCollection AddAsyncApi<T>(this IServiceCollection services, string resource) =>
        services.AddSingleton(new AsyncApiPart(typeof(T).Assembly, resource));

    internal static void AddAsyncApiDocument(this IServiceCollection services)
    {
        services.AddAsyncApi<AsyncApiDocument>("AsyncApi.streaming.json");
        services.AddAsyncApi<AsyncApiDocument>("AsyncApi.ingest.json");
        services.AddAsyncApi<AsyncApiDocument>("AsyncApi.socketio.json");
        services.AddSingleton<AsyncApiDocument>();
    }

    internal static void MapAsyncApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/asyncapi.json", static (AsyncApiDocument document) => Results.Bytes(document.Json, "application/json")).ExcludeFromDescription();
}
