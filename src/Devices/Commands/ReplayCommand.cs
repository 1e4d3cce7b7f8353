using System.Globalization;
using System.Text;
using System.Text.Json;
using Fleet.Devices.Gateway;
using Fleet.Devices.Replays;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Commands;

/// <summary><c>./fleet replay FILE</c>: docs/replay.md.</summary>
internal static class ReplayCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <returns>0; 1 where something was refused, lost or not seen.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var line = new CommandLine(
            args,
            [.. GatewayOptions.WithValue, "--speed", "--map", "--batch", "--lanes", "--separator", "--utc-offset", "--start", "--null", "--events"],
            ["--json", "--decimal-comma", "--no-header", "--keep-trips", "--sort"]);
        if (line.Arguments is not [var path])
            throw new UsageException("replay takes one file: ./fleet replay FILE [--speed N|max] [--map …]");
        var trace = TraceOptionsFrom(line);
        var options = OptionsFrom(line);
        var quiet = line.Flag("--json");
        TraceFile Open() => TraceFile.Open(path, trace);
        using (var look = Open())
        {
            if (!quiet)
                Console.WriteLine($"{path}: {look.Preset ?? "columns by their names"}, map {look.Map}");
        }

        var gateway = GatewayOptions.Read(line);
        var summary = await Run(gateway, path, Open, options, line.Value("--events"), quiet, cancellationToken);
        if (quiet)
            Console.WriteLine(JsonSerializer.Serialize(summary, Indented));
        else
            Print(summary);
        return summary.Ok ? 0 : 1;
    }

    private static async Task<ReplaySummary> Run(
        GatewayAddress gateway, string path, Func<TraceFile> open, ReplayOptions options, string? eventsFile, bool quiet, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        using var http = LocationClient.Connect(gateway);
        await using var file = eventsFile is null ? null : new StreamWriter(eventsFile);
        var run = new ReplayRun(gateway, http, options, e => file?.WriteLine(Encoding.UTF8.GetString(e.Utf8.Span)), time);
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = quiet
            ? Task.CompletedTask
            : new ReplayProgress(run.Replay, run.Events, Console.Out, !Console.IsOutputRedirected, Width(), time).Run(finished.Token);
        try
        {
            return await run.Run(path, open, cancellationToken);
        }
        finally
        {
            await finished.CancelAsync();
            await progress;
        }
    }

    private static void Print(ReplaySummary s)
    {
        var text = CultureInfo.InvariantCulture;
        foreach (var problem in s.Problems)
            Console.WriteLine("  " + problem);
        if (s.BadRows + s.Refused > s.Problems.Count)
            Console.WriteLine(string.Create(text, $"  … {s.BadRows + s.Refused - s.Problems.Count:N0} more"));
        Console.WriteLine(string.Create(text, $"rows      {s.Rows:N0}, {s.BadRows:N0} of them unreadable; {s.Vehicles:N0} vehicles"));
        Console.WriteLine(string.Create(text, $"points    {s.Received:N0} received = {s.Accepted:N0} accepted + {s.Duplicate:N0} duplicate + {s.Late:N0} late + {s.Refused:N0} refused{(s.Lost > 0 ? $"; {s.Lost:N0} LOST" : "")}"));
        Console.WriteLine(string.Create(text, $"trips     {s.TripsStarted:N0} started, {s.TripsCompleted:N0} completed"));
        Console.WriteLine("events    " + (s.Events.Count == 0 ? "none" : string.Join(", ", s.Events.Select(e => string.Create(text, $"{e.Key} {e.Value:N0}")))));
        Console.WriteLine(string.Create(text, $"time      {s.Seconds:0.0} s, {s.PointsPerSecond:N0} points/s{(s.ResentBatches > 0 ? $", {s.ResentBatches:N0} batches sent again" : "")}"));
        if (!s.EventsComplete)
            Console.WriteLine("warning   the stream did not confirm that every event was delivered: the counts of events may be too low");
    }

    private static TraceOptions TraceOptionsFrom(CommandLine line) => new()
    {
        Map = line.Value("--map"),
        Separator = line.Value("--separator") switch
        {
            null => null,
            "tab" or "\\t" => '\t',
            [var c] => c,
            var other => throw new UsageException($"--separator takes one character or 'tab', not '{other}'"),
        },
        DecimalComma = line.Flag("--decimal-comma") ? true : null,
        HasHeader = line.Flag("--no-header") ? false : null,
        UtcOffset = line.Value("--utc-offset") is { } offset ? Offset(offset) : null,
        Start = line.Value("--start") is not { } start ? null
            : DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
            : throw new UsageException($"--start takes a time like 2024-04-13T10:30:00Z, not '{start}'"),
        NullTexts = line.Values("--null"),
    };

    private static TimeSpan Offset(string text) =>
        text.Length > 1 && text[0] is '+' or '-'
        && TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14)
            ? text[0] == '-' ? -offset : offset
            : throw new UsageException($"--utc-offset takes an offset like -03:00, not '{text}'");

    private static ReplayOptions OptionsFrom(CommandLine line) => new()
    {
        Speed = line.Value("--speed") switch
        {
            null or "max" => null,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed > 0 && double.IsFinite(speed) => speed,
            var text => throw new UsageException($"--speed takes a number above 0 or 'max', not '{text}'"),
        },
        Sort = line.Flag("--sort"),
        Batch = line.Number("--batch", 200, 1, 1000),
        Lanes = line.Number("--lanes", 4, 1, 64),
        CompleteTrips = !line.Flag("--keep-trips"),
    };

    private static int Width()
    {
        try
        {
            return Console.IsOutputRedirected ? 0 : Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
