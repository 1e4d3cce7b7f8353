using System.Globalization;

namespace Orleans;

/// <summary>How long activations of this class stay without a call. At least one minute.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public class CollectionAgeLimitAttribute : Attribute
{
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _fixed;

    public CollectionAgeLimitAttribute() { }

    public CollectionAgeLimitAttribute(string inactivityPeriod) => _fixed = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    public double Days { private get; set; }

    public double Hours { private get; set; }

    public double Minutes { private get; set; }

    public bool AlwaysActive { get; set; }

    public TimeSpan AgeLimit
    {
        get
        {
            if (AlwaysActive) return Timeout.InfiniteTimeSpan;
            var limit = _fixed ?? TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
            return limit < MinAgeLimit ? MinAgeLimit : limit;
        }
    }
}
