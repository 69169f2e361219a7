/** Draws the openings on the landing page. */
import { drawOpenings } from "../library/openings";

drawOpenings(document);
