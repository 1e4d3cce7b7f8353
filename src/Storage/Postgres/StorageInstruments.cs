using System.Diagnostics.Metrics;

namespace Fleet.Storage.Postgres;

/// <summary>Meter <c>Fleet.Storage</c>. Every measurement has the tag <c>log</c>: positions, events or states.</summary>
public sealed class StorageInstruments
{
    public const string MeterName = "Fleet.Storage";

    private readonly Counter<long> _commits;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _retries;
    private readonly UpDownCounter<long> _queued;
    private readonly Histogram<double> _duration;

    public StorageInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
#pragma warning disable CA2000 // The factory owns its meters.
        var meter = meters.Create(MeterName);
#pragma warning restore CA2000
        _commits = meter.CreateCounter<long>("fleet.storage.commits", "{commit}", "Group commits");
        _rows = meter.CreateCounter<long>("fleet.storage.rows", "{row}", "Rows committed");
        _refused = meter.CreateCounter<long>("fleet.storage.refused", "{row}", "Rows not taken or given up, by reason");
        _retries = meter.CreateCounter<long>("fleet.storage.retries", "{commit}", "Commits tried again, by reason");
        _queued = meter.CreateUpDownCounter<long>("fleet.storage.queue.rows", "{row}", "Rows waiting or being committed");
        _duration = meter.CreateHistogram<double>("fleet.storage.commit.duration", "s", "From the first row taken to the commit");
    }

    internal void Committed(string log, int rows, TimeSpan duration)
    {
        _commits.Add(1, Log(log));
        _rows.Add(rows, Log(log));
        _duration.Record(duration.TotalSeconds, Log(log));
    }

    internal void Refused(string log, int rows, string reason) => _refused.Add(rows, Log(log), new("reason", reason));

    internal void Retried(string log, string reason) => _retries.Add(1, Log(log), new("reason", reason));

    internal void Queued(string log, int rows) => _queued.Add(rows, Log(log));

    private static KeyValuePair<string, object?> Log(string log) => new("log", log);
}
