namespace Fleet.Devices.Accuracy;

/// <param name="Meters">Of the whole track.</param>
/// <param name="MetersOnRoute">Up to the last fix on the route.</param>
internal sealed record TrackMeasure(TrackTruth Truth, double Meters, double MetersOnRoute)
{
    public double GivenError => (Meters / Truth.GivenMeters) - 1;

    public double DrivenError => (MetersOnRoute / Truth.DrivenMeters) - 1;
}
