namespace Fleet.Devices.Traces;

/// <summary>Three axes of one sensor, in the sensor's own frame.</summary>
public readonly record struct Axes(double X, double Y, double Z);
