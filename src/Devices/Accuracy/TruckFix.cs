namespace Fleet.Devices.Accuracy;

/// <summary>One ping of a truck, in order of time, one a moment.</summary>
internal readonly record struct TruckFix(DateTimeOffset Time, double Longitude, double Latitude, double SpeedKmh);
