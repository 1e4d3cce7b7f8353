namespace Fleet.Storage;

[GenerateSerializer, Alias("Fleet.Tests.KeptAndLost")]
public sealed class KeptAndLost
{
    [Id(0)] private int _remembered;

    [Id(1)] public string? Word { get; set; } = "something";

    [Id(2)] public string? Maybe { get; set; }

    [Id(3)] public double Number { get; set; }

    [field: NonSerialized]
    public int Unmarked { get; set; }

    public int Remembered => _remembered;

    public void Remember(int number) => _remembered = number;
}
