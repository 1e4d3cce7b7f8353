namespace Fleet.Devices.Accuracy;

/// <param name="Problems">Positions refused or lost; anything but 0 spoils the figures.</param>
internal sealed record TrackResult(IReadOnlyList<TrackMeasure> Tracks, long Problems);
