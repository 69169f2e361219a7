/** The page on which an owner says who may hear a song: its link can be copied. */
import { wakeCopying } from "./copy";

wakeCopying();
