using System.Collections.Concurrent;
using Fleet.Devices.Gateway;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Replays;

/// <summary>
/// What became of every row: rows = bad + sent, and sent = accepted + duplicate + late + refused + lost. Counted by the
/// reader and the lanes at once.
/// </summary>
public sealed class ReplayLedger
{
    /// <summary>Problems kept word for word; further ones are only counted.</summary>
    public const int ProblemsKept = 10;

    private readonly ConcurrentDictionary<string, VehicleEnd> _vehicles = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _problems = new();
    private long _rows, _bad, _sent, _accepted, _duplicate, _late, _refused;

    public long Rows => Interlocked.Read(ref _rows);

    public long Bad => Interlocked.Read(ref _bad);

    public long Sent => Interlocked.Read(ref _sent);

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Duplicate => Interlocked.Read(ref _duplicate);

    public long Late => Interlocked.Read(ref _late);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Good rows that got no answer.</summary>
    public long Lost => Rows - Bad - Accepted - Duplicate - Late - Refused;

    /// <summary>The newest point of each vehicle, in the order of the file. One entry per vehicle of the trace.</summary>
    public IReadOnlyDictionary<string, VehicleEnd> Vehicles => _vehicles;

    /// <summary>The first <see cref="ProblemsKept"/> bad rows and refusals.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    public bool Knows(string vehicleId) => _vehicles.ContainsKey(vehicleId);

    internal void Read(TraceRow row, string file)
    {
        Interlocked.Increment(ref _rows);
        if (row.Point is { } point)
        {
            _vehicles[point.VehicleId] = new VehicleEnd(point.TripId, point.Time);
            return;
        }

        Interlocked.Increment(ref _bad);
        Note($"{file}:{row.Line}: {row.Error}");
    }

    internal void Sending(int count) => Interlocked.Add(ref _sent, count);

    internal void Answered(ReadOnlySpan<PointResult> results, ReadOnlySpan<ReplayPoint> points, string file)
    {
        for (var i = 0; i < results.Length; i++)
        {
            switch (results[i].Status)
            {
                case "accepted":
                    Interlocked.Increment(ref _accepted);
                    break;
                case "duplicate":
                    Interlocked.Increment(ref _duplicate);
                    break;
                case "late":
                    Interlocked.Increment(ref _late);
                    break;
                default:
                    Interlocked.Increment(ref _refused);
                    Note($"{file}:{points[i].Line}: refused: {results[i].Error ?? results[i].Status}");
                    break;
            }
        }
    }

    private void Note(string problem)
    {
        if (_problems.Count < ProblemsKept)
            _problems.Enqueue(problem);
    }
}
