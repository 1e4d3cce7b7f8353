using Fleet.Vehicles;

namespace Fleet.Safety;

/// <summary>The little vector algebra that a sensor frame needs.</summary>
internal static class Vectors
{
    extension(Vector3 a)
    {
        public Vector3 Plus(Vector3 b, double factor = 1) => new(a.X + (b.X * factor), a.Y + (b.Y * factor), a.Z + (b.Z * factor));

        public Vector3 Times(double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

        public double Dot(Vector3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

        public double Length() => Math.Sqrt(a.Dot(a));

        public Vector3 Cross(Vector3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

        /// <summary>The part that is across a unit vector.</summary>
        public Vector3 Across(Vector3 unit) => a.Plus(unit, -a.Dot(unit));

        /// <summary>The sensor's own axis within an angle of this unit vector, if there is one.</summary>
        /// <param name="minimumCosine">Cosine of the angle.</param>
        public Vector3? NearestAxis(double minimumCosine) =>
            Math.Abs(a.X) >= minimumCosine ? new Vector3(Math.Sign(a.X), 0, 0)
            : Math.Abs(a.Y) >= minimumCosine ? new Vector3(0, Math.Sign(a.Y), 0)
            : Math.Abs(a.Z) >= minimumCosine ? new Vector3(0, 0, Math.Sign(a.Z))
            : null;
    }
}
