using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet.EndToEnd;

/// <summary>What the gateway says of itself, against what it says: by ajv, in Node.</summary>
public sealed class DescriptionTests
{
    private const string Superuser = """{"sub":"s3","org":"org_123","role":"admin","is_superuser":true,"exp":4102444800}""";

    /// <summary>Told only when a shard's line breaks, which does not happen here: SpatialFlowTests of the gateway breaks one and holds the message against its schema.</summary>
    private static readonly Regex Broken = new("^spatialflow_[a-z]+ gap$");

    private static readonly (string Key, string Value)[] Settings =
    [
        ("Fleet:Vehicles:LateDebounceSeconds", "1"),
        ("Gateway:Ingest:PositionsPerSecond", "400"),
        ("Gateway:Streaming:MessagesPer5Seconds", "1000"),
        ("Webhooks:AllowedTargets", "127.0.0.0/8"),
    ];

    [SkippableFact]
    public async Task Every_message_of_asyncapi_is_seen_and_is_what_it_says()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        var host = await FleetHost.Start(Settings);
        using var client = NodeSamples.Run($"asyncapi.mjs {host.Url} {host.Key} {FleetHost.Token(Superuser)}");
        await client.Until("every message but the goodbye", line => line.TryGetProperty("told", out _) || IsWrong(line));
        await host.DisposeAsync();

        var report = await client.Until("the report", line => line.TryGetProperty("unseen", out _) || IsWrong(line));

        Assert.True(!client.Lines.Any(IsWrong), string.Join('\n', client.Lines.TakeLast(5)));
        Assert.DoesNotContain(report.GetProperty("unseen").EnumerateArray().Select(m => m.GetString()!), m => !Broken.IsMatch(m));
    }

    [SkippableFact]
    public async Task Every_operation_of_openapi_answers_as_it_says()
    {
        var missing = NodeSamples.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start(Settings);
        using var client = NodeSamples.Run($"openapi.mjs {host.Url} {host.Key} {host.Superuser}");

        var report = await client.Until("the report", line => line.TryGetProperty("uncalled", out _));

        Assert.True(!client.Lines.Any(IsWrong), string.Join('\n', client.Lines.Where(IsWrong)));
        Assert.Empty(report.GetProperty("uncalled").EnumerateArray());
    }

    private static bool IsWrong(JsonElement line) => line.TryGetProperty("invalid", out _) || line.TryGetProperty("failed", out _);
}
