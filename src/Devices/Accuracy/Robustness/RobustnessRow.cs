namespace Fleet.Devices.Accuracy;

/// <summary>F1 of one kind of device, a value a run: against the labels and against the level truth, medium and high and all.</summary>
internal sealed record RobustnessRow(string Name, List<double> Labelled, List<double> LabelledAll, List<double> AnyLevel, List<double> Level, List<double> LevelAll);
