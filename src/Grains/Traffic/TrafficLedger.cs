using System.Collections.Immutable;

namespace Fleet.Traffic;

/// <summary>
/// The present state of a shard's traffic: what new subscribers start from. Bounds: one entry per camera and kind, zone,
/// area and kind, open accident and alert in force; <see cref="MaxWarnings"/> warnings, those that end first leave first.
/// </summary>
internal sealed class TrafficLedger
{
    private const int MaxWarnings = 500;

    private readonly Dictionary<(TrafficKinds Kind, string Subject), TrafficEvent> _newest = [];

    public void Apply(TrafficEvent happened)
    {
        var key = (KindOf(happened), happened is WeatherAlerted ? "warning/" + happened.SubjectId : happened.SubjectId);
        if (IsOver(happened))
        {
            _newest.Remove(key);
            if (happened is CameraStatusChanged)
                _newest.Remove((TrafficKinds.Flow, happened.SubjectId));
        }
        else
        {
            _newest[key] = happened;
            if (happened is WeatherAlerted)
                Trim();
        }
    }

    public ImmutableArray<TrafficEvent> Snapshot(TrafficKinds kinds) =>
        kinds == TrafficKinds.None ? [] : [.. _newest.Where(e => (e.Key.Kind & kinds) != 0).Select(e => e.Value)];

    private static TrafficKinds KindOf(TrafficEvent happened) => happened switch
    {
        TrafficFlowMeasured => TrafficKinds.Flow,
        AccidentChanged => TrafficKinds.Accidents,
        CongestionChanged => TrafficKinds.Congestion,
        WeatherMeasured or WeatherAlerted => TrafficKinds.Weather,
        AirQualityMeasured => TrafficKinds.AirQuality,
        CameraStatusChanged => TrafficKinds.Cameras,
        TrafficAlertRaised => TrafficKinds.Alerts,
        _ => TrafficKinds.None,
    };

    private static bool IsOver(TrafficEvent happened) => happened switch
    {
        AccidentChanged step => step.Change == AccidentChange.Resolved,
        TrafficAlertRaised raised => raised.Cleared,
        CameraStatusChanged status => status.Removed,
        CongestionChanged changed => changed.Removed,
        _ => false,
    };

    private void Trim()
    {
        var warnings = _newest.Where(e => e.Value is WeatherAlerted).ToList();
        if (warnings.Count > MaxWarnings)
            _newest.Remove(warnings.MinBy(e => ((WeatherAlerted)e.Value).Alert.End).Key);
    }
}
