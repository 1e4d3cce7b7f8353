namespace Fleet.Safety;

/// <summary>What a push was measured by.</summary>
public enum PushSource
{
    /// <summary>Speed and heading by satellite.</summary>
    Speed = 0,
    Accelerometer = 1,

    /// <summary>The gyroscope's turn rate times the speed.</summary>
    Gyroscope = 2,
}
