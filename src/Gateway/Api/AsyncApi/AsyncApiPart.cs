using System.Reflection;
using System.Text.Json.Nodes;

namespace Fleet.Gateway.Api.AsyncApi;

/// <summary>
/// What one protocol adds to <c>/asyncapi.json</c>: an object with <c>channels</c>, <c>operations</c> and <c>components</c>
/// (<c>messages</c>, <c>schemas</c>), each by names that no other part has. References may go to other parts.
/// </summary>
public sealed class AsyncApiPart
{
    private readonly Assembly _assembly;

    /// <param name="assembly">Where it is embedded.</param>
    /// <param name="resource">The end of the resource's name, for example <c>AsyncApi.streaming.json</c>.</param>
    public AsyncApiPart(Assembly assembly, string resource)
    {
        _assembly = assembly;
        Name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(resource, StringComparison.Ordinal));
    }

    public string Name { get; }

    internal JsonObject Read()
    {
        using var stream = _assembly.GetManifestResourceStream(Name)!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
