namespace Fleet.Bench.Fuzz;

/// <summary>Fuzzers on both sockets, some of whom never say who they are, beside a control subscriber.</summary>
public static class FuzzRun
{
    /// <summary>What the server is to be configured with, so that the rates that end nonsense soon do not end the fuzzing.</summary>
    public static IReadOnlyList<(string Key, string Value)> Settings { get; } =
    [
        ("Gateway:Streaming:MessagesPerMinute", "100000"), ("Gateway:Streaming:MessagesPer5Seconds", "100000"),
        ("Gateway:IngestSocket:OtherMessagesPerMinute", "100000"), ("Gateway:IngestSocket:OtherMessagesPer5Seconds", "100000"),
        ("Gateway:Auth:MaxFailuresPerMinute", "1000000"),
    ];

    /// <param name="http">Of the gateway.</param>
    /// <param name="key">An operator's or admin's; no answer may have it in it.</param>
    /// <param name="count">Malformed messages in all.</param>
    public static async Task<(Answers Answers, Control Control)> Run(Uri http, string key, int count, int seed)
    {
        var answers = new Answers([key]);
        using var control = new Control(http, key);
        await control.Start();
        using var end = new CancellationTokenSource();
        var controlling = control.Run(end.Token);
        var streaming = new UriBuilder(http) { Scheme = "ws", Path = "/v1/streaming" }.Uri;
        var ingest = new UriBuilder(http) { Scheme = "ws", Path = "/v1/ingest" }.Uri;
        try
        {
            await Task.WhenAll(
                new Fuzzer(streaming, key, new Malformed(seed, ingest: false), answers).Run(count * 5 / 10),
                new Fuzzer(streaming, key, new Malformed(seed + 1, ingest: false), answers).Run(count * 2 / 10),
                new Fuzzer(ingest, key, new Malformed(seed + 2, ingest: true), answers).Run(count * 2 / 10),
                new Fuzzer(streaming, null, new Malformed(seed + 3, ingest: false), answers).Run(count - (count * 5 / 10) - (2 * (count * 2 / 10))));
        }
        finally
        {
            await end.CancelAsync();
            await controlling;
        }

        return (answers, control);
    }
}
