using System.Globalization;
using System.Text;

namespace Fleet.Devices.Accuracy;

/// <summary>Limits and neighbourhoods of Curitiba in words and figures.</summary>
internal static class CityReport
{
    public static IEnumerable<Goal> Goals(IReadOnlyList<CityCounts> cars)
    {
        double Share(Func<CityCounts, int> part, Func<CityCounts, int> whole) => (double)cars.Sum(part) / cars.Sum(whole);
        yield return Goal.AtLeast("ndsbr_curitiba: limit from roads is the posted one (points whose street is in the layer with the posted limit)", 0.9, Share(c => c.Right, c => c.Possible), "0.0 %");
        yield return Goal.AtLeast("ndsbr_curitiba: the same (points with any street of the layer under them, whatever limit it has there)", 0.9, Share(c => c.Agree, c => c.InLayer), "0.0 %");
        yield return Goal.AtLeast("ndsbr_curitiba: neighbourhood of the point (the fence index)", 0.999, Share(c => c.Looked, c => c.Labelled), "0.00 %");
        yield return Goal.AtLeast("ndsbr_curitiba: neighbourhood that location_update names (the place layer, every point)", 0.999, Share(c => c.Placed, c => c.Labelled), "0.00 %");
        yield return Goal.AtLeast("ndsbr_curitiba: neighbourhood that the vehicle is said to be in, more than 50 m from a border", 0.999, Share(c => c.InsideFar, c => c.LabelledFar), "0.00 %");
        yield return Goal.AtLeast("ndsbr_curitiba: the same, all points", 0.999, Share(c => c.Inside, c => c.Labelled), "0.00 %");
    }

    public static void Write(StringBuilder text, IReadOnlyList<CityCounts> cars)
    {
        text.AppendLine("### Limits and neighbourhoods in Curitiba");
        text.AppendLine();
        text.AppendLine("Through the gateway: roads by `PUT /v1/road-limits`, neighbourhoods by `PUT /v1/places` and `PUT /v1/geofences`, read from `derived.speed_limit`, `derived.place` and `geofence_status` of every `location_update`. The index is the one that vehicles ask (`GeofenceIndex`), asked directly.");
        text.AppendLine();
        text.AppendLine("| car | points / seen | moving, with a posted limit | a street of the layer within 20 m, 30° | …of them with the posted limit in the layer | that limit found | any road found | equal to the posted limit |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var car in cars)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {car.Car} | {car.Points:N0} / {car.Seen:N0} | {car.Posted:N0} | {car.InLayer:N0} | {car.Possible:N0} | {car.Right:N0} ({(double)car.Right / car.Possible:0.0 %}) | {car.Found:N0} | {car.Agree:N0} |");
        }

        text.AppendLine();
        text.AppendLine("| car | points with a neighbourhood | right by the index | named by the place layer | vehicle said to be in it | more than 50 m from a border | vehicle said to be in it |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var car in cars)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {car.Car} | {car.Labelled:N0} | {car.Looked:N0} ({(double)car.Looked / car.Labelled:0.00 %}) | {car.Placed:N0} ({(double)car.Placed / car.Labelled:0.00 %}) | {car.Inside:N0} ({(double)car.Inside / car.Labelled:0.00 %}) | {car.LabelledFar:N0} | {car.InsideFar:N0} ({(double)car.InsideFar / car.LabelledFar:0.00 %}) |");
        }

        text.AppendLine();
    }
}
