using System.Runtime.CompilerServices;
using Fleet.Gateway.Auth;
using Fleet.Geography;
using Fleet.Storage;
using Fleet.Vehicles;

namespace Fleet.Gateway.Api.History;

/// <summary>The position log as a principal may see it: within the organization and the geographic bounds. Whether the vehicle may be seen at all is asked before.</summary>
internal sealed class VisiblePositions(IPositionLog log)
{
    /// <summary>The log tells times apart by microseconds.</summary>
    private const long Step = TimeSpan.TicksPerMicrosecond;

    /// <summary>Every row of a range, in order of time, and whether it may be shown.</summary>
    /// <param name="from">Inclusive; null from the beginning.</param>
    /// <param name="to">Exclusive; null to the end.</param>
    public async IAsyncEnumerable<(LoggedPosition Row, bool Visible)> Read(
        Principal principal,
        string vehicleId,
        DateTimeOffset? from,
        DateTimeOffset? to,
        bool late,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = from is { Ticks: > Step } start ? start.AddTicks(-Step) : DateTimeOffset.MinValue;
        var until = to is { Ticks: > Step } end ? end.AddTicks(-Step) : DateTimeOffset.MaxValue;
        await foreach (var row in log.Read(principal.OrganizationId, vehicleId, after, until, late, cancellationToken))
            yield return (row, principal.MaySee(new GeoPoint(row.Position.Latitude, row.Position.Longitude)));
    }

    /// <summary>Only those that may be shown.</summary>
    public async IAsyncEnumerable<LoggedPosition> Shown(
        Principal principal,
        string vehicleId,
        DateTimeOffset? from,
        DateTimeOffset? to,
        bool late,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (row, visible) in Read(principal, vehicleId, from, to, late, cancellationToken))
        {
            if (visible)
                yield return row;
        }
    }

    /// <summary>Figures of a range, measured from where the vehicle was before it, and never across what may not be seen.</summary>
    public async Task<DriveFigures> Fold(
        Principal principal, string vehicleId, DateTimeOffset from, DateTimeOffset to, VehicleOptions options, CancellationToken cancellationToken)
    {
        var fold = new DriveFold(options, from);
        await foreach (var (row, visible) in Read(principal, vehicleId, from.Ticks > LeadIn.Ticks ? from - LeadIn : from, to, late: false, cancellationToken))
        {
            if (visible)
                fold.Add(row.Position);
            else
                fold.Break();
        }

        return fold.Figures();
    }

    /// <summary>How far back the first way of a range may begin.</summary>
    private static readonly TimeSpan LeadIn = TimeSpan.FromMinutes(15);
}
