using System.Globalization;
using Fleet.Drivers;
using Fleet.Events;

namespace Fleet.Durability;

/// <summary>Everything that a run left behind, in words, so that two runs can be compared line by line.</summary>
public static class Outcome
{
    public static async Task<List<string>> Of(MortalSilo silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        var events = await silo.Events();
        var lines = events.Where(e => e is not DriverPerformanceMeasured).Select(Line).ToList();
        lines.AddRange(events.OfType<DriverPerformanceMeasured>().Select(Line).Order(StringComparer.Ordinal));
        foreach (var tripId in events.Select(e => e.TripId).OfType<string>().Distinct())
        {
            var trip = (await silo.Trip(tripId).Get())!;
            lines.Add(Text($"trip {tripId} {trip.Status} {trip.StartedAt:O} {trip.EndedAt:O} {trip.EndReason} {trip.DistanceKm:R} {trip.UnobservedKm:R} {trip.MovingSeconds:R} {string.Join(';', trip.Pauses)}"));
        }

        var vehicle = await silo.Vehicle.Get();
        lines.Add(Text($"vehicle {vehicle.TripId} {vehicle.DriverId} {vehicle.DistanceKm:R} {vehicle.LastPosition?.Timestamp:O} accepted {vehicle.Counters.Accepted} jumps {vehicle.Counters.Jumps}"));
        var driver = await silo.Grains.GetGrain<IDriverGrain>(GrainKey.For("acme", "d1")).Get();
        lines.Add(Driver(driver));
        return lines;
    }

    private static string Line(FleetEvent happened) => happened switch
    {
        LocationUpdated l => Text($"{l.EventId} {l.TripId} {l.DriverId} {l.TripStatus} {l.VehicleStatus} {l.SpeedKmh:R} {l.DistanceSinceLastMeters:R}"),
        TripChanged t => Text($"{t.EventId} {t.TripId} {t.Kind} {t.Status} {t.Timestamp:O} {t.Reason} {string.Join(';', t.Details.OrderBy(d => d.Key))}"),
        DriverPerformanceMeasured d => Text($"{d.EventId} {d.TripId} {Driver(d.Driver)}"),
        CustomEventRaised c => Text($"{c.EventId} {c.TripId} {c.DriverId} {c.Status} {c.Timestamp:O} {c.Location} {string.Join(';', c.Details.OrderBy(d => d.Key))}"),
        _ => happened.EventId,
    };

    private static string Driver(DriverSnapshot driver) => Text(
        $"driver {driver.SafetyScore:R} {driver.ScoreChange:R} {driver.DistanceKm:R} {driver.DrivingSeconds:R} {driver.SpeedingSeconds:R} {driver.IdleTimePercent:R} {driver.TripId} {string.Join(',', driver.ImprovementAreas)} {string.Join(';', driver.SessionEvents.OrderBy(e => e.Key))}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
