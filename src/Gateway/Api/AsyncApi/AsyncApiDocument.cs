using System.Text.Json.Nodes;

namespace Fleet.Gateway.Api.AsyncApi;

/// <summary>AsyncAPI 3.0 of every socket, put together from the protocols' parts once.</summary>
internal sealed class AsyncApiDocument
{
    private static readonly string[] Sections = ["channels", "operations"];
    private static readonly string[] Components = ["messages", "schemas"];

    public AsyncApiDocument(IEnumerable<AsyncApiPart> parts)
    {
        var document = new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Fleet.Orleans",
                ["version"] = "v1",
                ["description"] = "The sockets of a gateway. A message names its type in `type`; times are ISO-8601 UTC with Z; what is unknown is left out.",
            },
            ["defaultContentType"] = "application/json",
        };
        var components = new JsonObject();
        foreach (var part in parts)
        {
            var read = part.Read();
            foreach (var section in Sections)
                Merge(document, section, read[section], part.Name);

            foreach (var section in Components)
                Merge(components, section, read["components"]?[section], part.Name);
        }

        document["components"] = components;
        Json = System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    /// <summary>UTF-8.</summary>
    public byte[] Json { get; }

    /// <exception cref="InvalidOperationException">Two parts use one name.</exception>
    private static void Merge(JsonObject into, string section, JsonNode? from, string part)
    {
        if (!into.ContainsKey(section))
            into[section] = new JsonObject();

        var target = into[section]!.AsObject();
        foreach (var (name, value) in from?.AsObject() ?? [])
        {
            if (!target.TryAdd(name, value?.DeepClone()))
                throw new InvalidOperationException($"{part}: {section} has {name} already.");
        }
    }
}
