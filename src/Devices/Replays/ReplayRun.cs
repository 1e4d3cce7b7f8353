using Fleet.Devices.Gateway;
using Fleet.Devices.Streaming;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Replays;

/// <summary>A replay and, beside it, a subscriber that sees what comes of it.</summary>
public sealed class ReplayRun
{
    private static readonly string[] Channels = ["trip_updates", "safety_events"];
    private readonly GatewayAddress _gateway;
    private readonly ReplayOptions _options;
    private readonly TimeProvider _time;

    public ReplayRun(GatewayAddress gateway, HttpClient http, ReplayOptions options, Action<StreamMessage>? onEvent, TimeProvider time)
    {
        (_gateway, _options, _time) = (gateway, options, time);
        Replay = new Replay(http, options, time);
        Events = new EventTally(Replay.Ledger.Knows, onEvent);
    }

    public Replay Replay { get; }

    public EventTally Events { get; }

    public async Task<ReplaySummary> Run(string path, Func<TraceFile> open, CancellationToken cancellationToken)
    {
        await using var stream = new EventStream(_gateway, Channels, _time, Events.Take);
        await stream.Start(cancellationToken);
        var began = _time.GetTimestamp();
        await Replay.Run(open, cancellationToken);
        var seconds = Math.Max(_time.GetElapsedTime(began).TotalSeconds, 0.001);
        var complete = await stream.CatchUp(_options.CatchUpLimit, cancellationToken) && !stream.HasGap;
        var ledger = Replay.Ledger;
        return new ReplaySummary
        {
            File = path,
            Vehicles = ledger.Vehicles.Count,
            Rows = ledger.Rows,
            BadRows = ledger.Bad,
            Received = ledger.Accepted + ledger.Duplicate + ledger.Late + ledger.Refused,
            Accepted = ledger.Accepted,
            Duplicate = ledger.Duplicate,
            Late = ledger.Late,
            Refused = ledger.Refused,
            Lost = ledger.Lost,
            ResentBatches = Replay.Resent,
            Seconds = Math.Round(seconds, 3),
            PointsPerSecond = Math.Round((ledger.Sent - ledger.Lost) / seconds, 1),
            Events = Events.ByKind,
            EventsComplete = complete,
            Problems = ledger.Problems,
        };
    }
}
