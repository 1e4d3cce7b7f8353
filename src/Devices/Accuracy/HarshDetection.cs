namespace Fleet.Devices.Accuracy;

/// <summary>One harsh event that this system found.</summary>
internal readonly record struct HarshDetection(int Drive, DateTimeOffset Time, Level Level);
